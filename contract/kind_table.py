"""The table behind contract.kinds: one line a kind (kind, title, sensitivity, whom it is about, key | fields).

An indented line goes on with the line before it.
"""

DEPARTMENTS = {
    "police": "公安局",
    "civil": "民政局",
    "hrss": "人力资源和社会保障局",
    "insurance": "医疗保障局",
    "health": "卫生健康局",
    "disability": "残疾人联合会",
    "farm": "农业农村局",
    "property": "自然资源局",
    "fund": "住房公积金管理中心",
    "tax": "税务局",
    "market": "市场监督管理局",
    "school": "教育局",
    "housing": "住房和城乡建设局",
    "finance": "财政局",
    "rural": "乡村振兴局",
    "veteran": "退役军人事务局",
    "justice": "司法局",
    "court": "人民法院",
    "credit": "发展和改革局",
    "transport": "交通运输局",
    "power": "供电公司",
    "water": "自来水公司",
    "gas": "燃气公司",
    "platform": "政务服务平台",
}

KIND_LINES = """
police.person 人口基本信息 4 id id |
    id name sex nation birth addr hukou_county hukou_type photo_ref status household_no
police.household 户籍 4 household_no household_no |
    household_no head_id head_name addr members[id relation] moves[date from to]
police.residence_permit 居住证 3 id_no permit_no | id_no permit_no addr place issued valid_to registered_since
police.crime 犯罪记录 4 id_no case_no |
    id_no court case_no judged_on age_at_crime:int sentence_type sentence_months:int sealed:bool
police.vehicle 机动车 3 owner_id plate |
    plate owner_id type use seats:int registered_on inspect_valid_to insurance_to mortgaged:bool
police.traffic_violation 交通违法 3 id_no - | id_no plate date code fine:int points:int settled:bool
civil.marriage 婚姻登记 4 a_id+b_id cert_no | cert_no a_id b_id date kind office
civil.dibao 低保家庭 4 household_no household_no |
    household_no class members:strings month_amount:int from status review_due stopped_on reason
civil.tekun 特困人员 4 id_no id_no | id_no mode level month_amount:int from status stopped_on reason
civil.orphan 孤儿 4 child_id child_id | child_id kind guardians:strings month_amount:int last_confirm status
civil.cremation 火化 4 id_no id_no | id_no date place
civil.elder_allowance 高龄津贴与优待证 3 id_no id_no | id_no tier:int amount:int bank_tail last_auth card_no status
hrss.pension_resident 居民养老参保 3 id_no id_no |
    id_no status tier:int account_no bank phone start ledger[year:int paid:int subsidy:int] balance:int
hrss.pension_worker 职工养老参保 3 id_no id_no | id_no unit_uscc status place months_paid:int last_month
hrss.benefit 待遇发放 3 id_no id_no+kind | id_no kind amount:int status last_auth suspended_on in_prison:bool
hrss.sscard 社会保障卡 3 id_no id_no | id_no card_no status bank tail phone
insurance.enrol 医保参保 3 id_no id_no+year | id_no scheme year:int paid_on benefit_from missed_years:int
insurance.remote 异地就医备案 3 id_no id_no+place+kind | id_no kind place from to proof
health.birth_cert 出生医学证明 4 mother_id+father_id cert_no | cert_no child birth mother_id father_id
health.birth_reg 生育登记 4 mother_id no | no mother_id order:int date status
health.family_planning 计生奖扶与光荣证 4 id_no id_no+kind | id_no kind cert_no child_ids:strings confirmed_years:ints
health.death_cert 死亡医学证明 4 id_no id_no | id_no date cause_class
disability.card 残疾人证 4 id_no card_no | id_no card_no type level valid_to reassess_flag:bool status
disability.subsidy 两项补贴 3 id_no id_no+kind | id_no kind amount:int from status
farm.machine 农机登记 2 owner_id plate | plate serial owner_id type registered_on valid_to status
farm.licence 农机驾驶证 3 id_no no | no id_no classes:strings valid_to points:int
farm.subsidy 农机补贴 3 id_no serial | serial id_no product amount:int year:int status
farm.land 土地承包经营权 3 household_no contract_no | contract_no household_no plots:strings mu:int
property.title 不动产登记 4 owner_id unit_no |
    unit_no cert_no owner_id owners:strings share use area:int mortgage:bool seizure:bool
fund.account 公积金 3 id_no acct | acct id_no months:strings balance:int loan[amount:int left:int since]
tax.payment 社保费缴纳 3 subject_id voucher | voucher subject_id payer_id item year:int amount:int status paid_on
market.company 市场主体 2 legal_rep_id uscc | uscc name legal_rep_id kind status
school.student 学籍 4 id_no student_no | student_no id_no school level status
housing.public 公租房 3 id_no id_no+addr | id_no addr from to rent:int
finance.card_payment 一卡通发放 3 id_no id_no | id_no bank tail items[name amount:int date]
rural.poverty 脱贫监测户 4 household_no household_no | household_no kind from status
veteran.status 退役军人优抚 3 id_no id_no | id_no kind level benefit
justice.correction 社区矫正 4 id_no id_no+kind | id_no kind from to
court.dishonest 失信被执行人 1 id_no case_no | id_no case_no published status
credit.record 容缺承诺违约 3 id_no promise_no | id_no item_id promise_no promised_on due breached_on restored_on
transport.permit 道路运输证 2 id_no no | no id_no plate kind valid_to
power.account 用电户 3 owner_id acct | acct owner_id type month_kwh:ints due:int
water.account 用水户 3 owner_id acct | acct owner_id persons:int year_m3:int due:int disputed:bool
gas.account 燃气户 3 owner_id acct | acct owner_id meter year_m3:int last_safety_check locked:bool
platform.print_log 出证记录 3 id_no - | id_no item use until printed_on
"""
