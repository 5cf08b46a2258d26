-- After ASCOF 2D (Department of Health and Social Care, ASCOF_2D.sql): clusters of short-term support to maximise
-- independence at most 7 days apart; a stay counts when it lasted a night, ended alive, was general and acute, did not end
-- in another hospital or a hospice, and its person had no residential, nursing or prison support when admitted.
with packages as (
    select person_id, started_on, coalesce(ended_on, date '9999-12-31') as ended_on
    from linked.care_packages
    where service_type = 'Short Term Support: ST-Max'
),

marked as (
    select *,
        max(ended_on) over (
            partition by person_id order by started_on, ended_on rows between unbounded preceding and 1 preceding
        ) as ended_before
    from packages
),

numbered as (
    select *,
        count_if(ended_before is null or started_on > ended_before + 7)
            over (partition by person_id order by started_on, ended_on) as cluster
    from marked
),

clusters as (
    select person_id, min(started_on) as started_on, max(ended_on) as ended_on, cast(count(*) as integer) as packages
    from numbered
    group by person_id, cluster
),

stays as (
    select spells.person_id, spells.provider_code, spells.spell_id, spells.admitted_on, spells.discharged_on
    from linked.spells as spells
    semi join clusters on clusters.person_id = spells.person_id
    anti join (
        select person_id, started_on, coalesce(ended_on, date '9999-12-31') as ended_on
        from linked.care_packages
        where service_type in (
            'Long Term Support: Residential Care', 'Long Term Support: Nursing Care', 'Long Term Support: Prison'
        )
    ) as placed
        on placed.person_id = spells.person_id and placed.started_on <= spells.admitted_on
        and placed.ended_on >= spells.admitted_on
    where spells.length_of_stay >= 1
        and coalesce(spells.discharge_method, '1') in ('1', '2', '3', '9')
        and spells.general_and_acute
        and coalesce(spells.discharge_destination, '19') not in ('49', '50', '51', '52', '79', '87', '88')
)

select
    clusters.person_id,
    clusters.started_on,
    nullif(clusters.ended_on, date '9999-12-31') as ended_on,
    clusters.packages,
    stays.provider_code,
    stays.spell_id,
    stays.admitted_on,
    stays.discharged_on
from clusters
left join stays
    on stays.person_id = clusters.person_id and stays.admitted_on <= clusters.started_on
    and stays.discharged_on between clusters.started_on - 7 and clusters.started_on + 3
qualify row_number() over (
    partition by clusters.person_id, clusters.started_on order by stays.discharged_on desc nulls last, stays.spell_id
) = 1
