"""Which county this is: the one place for its name, division code, province and hotline."""

NAME = "青禾县"
CODE = "439921"  # in the form of GB/T 2260; this one does not exist
PROVINCE = CODE[:2]
HOTLINE = "12345"  # 政务服务便民热线

# what the rules call `county.…`
FACTS = {"code": CODE, "name": NAME, "province": PROVINCE, "hotline": HOTLINE}
