select * from organisations
