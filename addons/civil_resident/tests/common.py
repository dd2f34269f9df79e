from datetime import date

from stdnum.cn import ric

from odoo.tests import TransactionCase, new_test_user


def make_number(born="19500101", order="001", place="990101"):
    """An identity number that nobody has, with its check character."""
    body = f"{place}{born}{order}"
    return body + ric.calc_check_digit(f"{body}0")


class ResidentCase(TransactionCase):
    """Two towns of an invented district, and one user for every role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        division = cls.env["civil.division"]
        province = division.create(
            {"code": "990000", "name": "测试省", "level": "province"}
        )
        city = division.create(
            {
                "code": "990100",
                "name": "测试市",
                "level": "city",
                "parent_id": province.id,
            }
        )
        cls.district = division.create(
            {
                "code": "990101",
                "name": "测试区",
                "level": "district",
                "parent_id": city.id,
            }
        )
        cls.north, cls.south = division.create(
            [
                {
                    "code": f"99010100{number}",
                    "name": name,
                    "level": "town",
                    "parent_id": cls.district.id,
                }
                for number, name in ((1, "北镇"), (2, "南镇"))
            ]
        )
        cls.village = division.create(
            {
                "code": "990101001001",
                "name": "上村",
                "level": "village",
                "parent_id": cls.north.id,
            }
        )
        cls.clerk = cls._user("res_clerk", "civil_resident.group_clerk")
        cls.head = cls._user("res_head", "civil_resident.group_head")
        cls.deputy = cls._user("res_deputy", "civil_resident.group_deputy")
        cls.auditor = cls._user("res_auditor", "civil_base.group_auditor")
        cls.finance = cls._user("res_finance", "civil_base.group_finance")
        cls.staff = cls._user("res_staff", "civil_base.group_staff")
        cls.reader = cls._user(
            "res_reader",
            "civil_resident.group_clerk,civil_base.group_personal_data,"
            "base.group_allow_export",
        )
        cls.south_clerk = cls._user(
            "res_south", "civil_resident.group_clerk", cls.south
        )
        cls.number = make_number()
        cls.resident = cls._resident("单雄信", cls.number, division=cls.village)

    @classmethod
    def _user(cls, login, groups, division=None):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            lang="en_US",
            tz="Asia/Shanghai",
            division_ids=[(6, 0, (division or cls.district).ids)],
        )

    @classmethod
    def _resident(cls, name, number=False, division=None, **values):
        return cls.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": number,
                "division_id": (division or cls.north).id,
                **values,
            }
        )

    @classmethod
    def _death(cls, number, died=date(2024, 2, 1), **values):
        return cls.env["civil.death"].create(
            {
                "name": "某人",
                "identity_number": number,
                "division_id": cls.district.id,
                "death_date": died,
                **values,
            }
        )
