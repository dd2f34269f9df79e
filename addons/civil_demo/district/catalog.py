"""The programs of the demonstration district, as the section head records them.

Law, classification and rules of amount are those in force; standards and shares of
the funds are the locality's own, so they are invented and marked （演示）.
"""

DOCUMENT = "曾民发〔2024〕1号（演示）"
RAISE = "曾民发〔2024〕8号 提高城乡低保标准（演示）"
LOTTERY = {"city": 20, "district": 50, "lottery": 30}
NEEDY = {"central": 60, "province": 20, "city": 5, "district": 15}
DISTRICT = {"district": 100}
BASIC = {"function": "2081901", "economic": "30306", "shares": NEEDY}
ELDERLY = {"function": "2081002", "economic": "30305"}
CHILDREN = {
    "function": "2081001",
    "economic": "30305",
    "shares": NEEDY,
    "publicity": "forbidden",
    "for_children": True,
}

#: What the disability subsidies, which come with the suite, lack.
SHIPPED = {
    "function_code": "2081107",
    "economic_code": "30305",
    "pay_day": 15,
}
SHIPPED_SHARES = {"province": 50, "city": 15, "district": 35}

#: Each class: name, monthly yuan (None: as the class above), further values.
PROGRAMS = {
    "low": {
        **BASIC,
        "name": "城乡最低生活保障",
        "remark": "最低生活保障金",
        "amount_method": "difference",
        "payee_kind": "head",
        "rounding": "yuan_up",
        "pay_day": 10,
        "legal_basis": "社会救助暂行办法；最低生活保障审核确认办法（民发〔2021〕57号）",
        "classes": (
            ("城市低保", 720, {"minimum": 50}),
            ("农村低保", 560, {"minimum": 40}),
            *(
                (f"{place}{letter}类", None, {"above": f"{place}低保"})
                for place in ("城市", "农村")
                for letter in "ABC"
            ),
        ),
    },
    "destitute": {
        **BASIC,
        "function": "2082102",
        "name": "特困人员基本生活费",
        "remark": "特困基本生活费",
        "pay_day": 10,
        "legal_basis": "国发〔2016〕14号；特困人员认定办法（民发〔2021〕43号）",
        "classes": (("城市特困", 936, {}), ("农村特困", 728, {})),
    },
    "nursing": {
        **BASIC,
        "function": "2082102",
        "name": "特困人员照料护理费",
        "remark": "特困照料护理费",
        "pay_day": 12,
        "legal_basis": "国发〔2016〕14号；按生活自理能力分三档",
        "classes": (("全自理", 180, {}), ("半护理", 300, {}), ("全护理", 600, {})),
    },
    "orphan": {
        **CHILDREN,
        "name": "孤儿基本生活费",
        "remark": "孤儿基本生活费",
        "payee_kind": "agent",
        "pay_day": 12,
        "legal_basis": "国办发〔2010〕54号",
        "classes": (("社会散居孤儿", 1600, {}), ("机构养育孤儿", 2400, {})),
    },
    "unattended": {
        **CHILDREN,
        "name": "事实无人抚养儿童基本生活补贴",
        "remark": "困境儿童生活补贴",
        "payee_kind": "agent",
        "pay_day": 12,
        "legal_basis": "民发〔2019〕62号",
        "classes": (("事实无人抚养儿童", 1600, {}),),
    },
    "age": {
        **ELDERLY,
        "shares": {"city": 20, "district": 80},
        "name": "高龄津贴",
        "remark": "高龄津贴",
        "cycle": "quarterly",
        "pay_day": 20,
        "legal_basis": "老年人权益保障法第三十三条",
        "classes": (
            ("80至89周岁", 50, {}),
            ("90至99周岁", 100, {}),
            ("100周岁及以上", 300, {}),
        ),
    },
    "service": {
        **ELDERLY,
        "shares": LOTTERY,
        "name": "经济困难老年人养老服务补贴",
        "remark": "养老服务补贴",
        "pay_day": 18,
        "legal_basis": "老年人权益保障法第三十七条；财社〔2014〕113号",
        "classes": (
            ("轻度失能", 100, {}),
            ("中度失能", 150, {}),
            ("重度失能", 200, {}),
        ),
    },
    "beds": {
        "function": "2081006",
        "economic": "39908",
        "shares": LOTTERY,
        # Paid by rosters of that year; since then institutions claim by their stays.
        "name": "养老机构运营补贴（按名册，2024年）",
        "date_to": "2024-12-31",
        "remark": "养老机构运营补贴",
        "amount_method": "bed_month",
        "payee_kind": "institution",
        "leave_rule": "limited",
        "pay_day": 25,
        "legal_basis": "国办发〔2019〕5号",
        "classes": tuple(
            (name, yuan, {"least_days": 15, "leave_days": 7})
            for name, yuan in (
                ("自理老人", 100),
                ("半失能老人", 200),
                ("失能老人", 300),
            )
        ),
    },
    "relief": {
        **BASIC,
        "function": "2082001",
        "shares": {"central": 60, "province": 20, "district": 20},
        "name": "临时救助",
        "remark": "临时救助金",
        "cycle": "once",
        "amount_method": "individual",
        "pay_day": 8,
        "legal_basis": "国发〔2014〕47号",
        "classes": (),
    },
    "funeral": {
        "function": "2081004",
        "economic": "30399",
        "shares": DISTRICT,
        "name": "惠民殡葬基本服务减免",
        "remark": "惠民殡葬减免",
        "cycle": "once",
        "amount_method": "individual",
        "payee_kind": "institution",
        "death_months": 6,
        "publicity": "none",
        "pay_day": 26,
        "legal_basis": "民发〔2012〕211号",
        "classes": (),
    },
}

#: The program that gives way, beside which other, how, and by which rule.
STACKING = (
    ("low", "destitute", "exclusive", "特困人员救助供养不与低保重复享受"),
    ("low", "orphan", "exclusive", "孤儿基本生活费优先，不重复计入低保"),
    ("destitute", "orphan", "exclusive", "国办发〔2010〕54号"),
    ("unattended", "orphan", "exclusive", "民发〔2019〕62号"),
    ("unattended", "low", "difference", "民发〔2019〕62号：补差发放"),
    ("unattended", "destitute", "difference", "民发〔2019〕62号：补差发放"),
    ("life", "destitute", "exclusive", "国发〔2015〕52号"),
    ("care", "nursing", "exclusive", "国发〔2015〕52号"),
    ("life", "orphan", "exclusive", "国发〔2015〕52号"),
    ("life", "unattended", "exclusive", "民发〔2019〕62号"),
    ("care", "orphan", "compatible", "国发〔2015〕52号"),
    ("care", "unattended", "compatible", "民发〔2019〕62号"),
    ("care", "service", "higher", "国发〔2015〕52号：与老年护理补贴择高"),
    ("service", "nursing", "exclusive", "照料护理不重复补贴"),
    ("beds", "nursing", "exclusive", "同一床位不重复补贴"),
    ("age", "low", "compatible", "高龄津贴不计入家庭收入"),
)
