from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase


class ProjectCase(CivilBaseCase):
    """A kind of project with two stages, and people of every role, in spring 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.startClassPatcher(freeze_time("2024-03-04 01:00:00"))
        cls.people = {
            level: cls.make_user(f"project_{level}", f"civil_project.group_{level}")
            for level in ("clerk", "head", "deputy")
        }
        cls.clerk, cls.head, cls.deputy = cls.people.values()
        cls.west_head = new_test_user(
            cls.env,
            "project_west",
            "civil_project.group_head",
            division_ids=[Command.set(cls.west.ids)],
        )
        cls.project_kind = cls.env["civil.project.kind"].create(
            {
                "code": "test",
                "name": "Raising a home in standard",
                "stage_ids": [
                    Command.create(
                        {
                            "sequence": 10,
                            "name": "Plan",
                            "days": 30,
                            "paper_ids": [Command.create({"name": "Plan approved"})],
                        }
                    ),
                    Command.create(
                        {"sequence": 20, "name": "Build", "days": 90, "weight": 3}
                    ),
                ],
            }
        )

    @classmethod
    def make_project(cls, user=None, **values):
        """Return a planned project in East Town, made by the clerk."""
        return (
            cls.env["civil.project"]
            .with_user(user or cls.clerk)
            .create(
                {
                    "name": "East home",
                    "kind_id": cls.project_kind.id,
                    "division_id": cls.east.id,
                    "date_from": "2024-03-04",
                    **values,
                }
            )
        )
