from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase


class EmergencyCase(CivilBaseCase):
    """A plan against fires in force, and people of every role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.startClassPatcher(freeze_time("2024-04-04 01:00:00"))
        cls.people = {
            level: cls.make_user(f"emergency_{level}", f"civil_emergency.group_{level}")
            for level in ("clerk", "head", "deputy")
        }
        cls.clerk, cls.head, cls.deputy = cls.people.values()
        cls.west_head = new_test_user(
            cls.env,
            "emergency_west",
            "civil_emergency.group_head",
            division_ids=[Command.set(cls.west.ids)],
        )
        cls.fire = cls.env.ref("civil_emergency.kind_fire")
        cls.grave = cls.env.ref("civil_emergency.level_3")
        cls.common = cls.env.ref("civil_emergency.level_4")

    @classmethod
    def make_plan(cls, in_force=True, **values):
        """Return a plan against fires, by default approved by the deputy."""
        plan = (
            cls.env["civil.emergency.plan"]
            .with_user(cls.clerk)
            .create(
                {
                    "name": "Fires at Qingming",
                    "kind_ids": [Command.set(cls.fire.ids)],
                    "division_id": cls.district.id,
                    "post_ids": [
                        Command.create(
                            {
                                "name": "Commander",
                                "is_command": True,
                                "person": "Wang Invented",
                                "phone": "0722-0000001",
                            }
                        )
                    ],
                    "measure_ids": [
                        Command.create({"name": "Call the fire brigade", "minutes": 5}),
                        Command.create(
                            {
                                "name": "Clear the cemetery",
                                "level_ids": [Command.set(cls.grave.ids)],
                            }
                        ),
                    ],
                    **values,
                }
            )
        )
        if in_force:
            plan.action_submit()
            plan.with_user(cls.deputy).action_approve()
        return plan

    @classmethod
    def make_incident(cls, user=None, **values):
        """Return a fire in East Town that the bureau heard of at nine."""
        return (
            cls.env["civil.emergency.incident"]
            .with_user(user or cls.clerk)
            .create(
                {
                    "name": "Slope on fire",
                    "kind_id": cls.fire.id,
                    "level_id": cls.common.id,
                    "division_id": cls.east.id,
                    "place": "East cemetery",
                    "occurred_at": "2024-04-04 00:40:00",
                    "known_at": "2024-04-04 01:00:00",
                    **values,
                }
            )
        )
