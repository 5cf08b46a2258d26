select
    Provider_Code as provider_code, Bed_Kind as bed_kind, "Day" as day, Beds_Open as open, Beds_Occupied as occupied
from beds
