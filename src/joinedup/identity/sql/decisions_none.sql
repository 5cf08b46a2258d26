create or replace table identity.decided (source varchar, organisation_code varchar, source_person_id varchar,
                                          person bigint, decision varchar);
create or replace table identity.settled (rid integer, person bigint, decision varchar);
create or replace table identity.superseded (old bigint, new bigint);
create or replace table identity.replaced (rid integer)
