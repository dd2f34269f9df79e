from odoo.tests import TransactionCase, new_test_user

#: Credit codes that nobody has; both checks pass.
ASSOCIATION = "51421303MJH1234578"
HOME = "52421303MJY234561B"


class OrganizationCase(TransactionCase):
    """Two towns of an invented district, and one user for every role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        division = cls.env["civil.division"]
        cls.district = division.create(
            {"code": "990101", "name": "测试区", "level": "district"}
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
        cls.clerk = cls.make_user("org_clerk", "civil_organization.group_clerk")
        cls.head = cls.make_user("org_head", "civil_organization.group_head")
        cls.deputy = cls.make_user("org_deputy", "civil_organization.group_deputy")
        cls.auditor = cls.make_user("org_auditor", "civil_base.group_auditor")
        cls.staff = cls.make_user("org_staff", "civil_base.group_staff")
        cls.south_clerk = cls.make_user(
            "org_south", "civil_organization.group_clerk", cls.south
        )
        cls.organizations = cls.env["civil.organization"].with_user(cls.clerk)
        cls.home = cls.make("测试区白云老年公寓", HOME)

    @classmethod
    def make_user(cls, login, groups, division=None):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            lang="en_US",
            tz="Asia/Shanghai",
            division_ids=[(6, 0, (division or cls.district).ids)],
        )

    @classmethod
    def make(cls, name, code=False, division=None, **values):
        return cls.organizations.create(
            {
                "name": name,
                "credit_code": code,
                "division_id": (division or cls.north).id,
                **values,
            }
        )
