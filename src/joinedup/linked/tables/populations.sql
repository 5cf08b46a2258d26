select * from populations
