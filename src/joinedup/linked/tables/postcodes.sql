select * from postcodes
