from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase


class AffairsCase(CivilBaseCase):
    """The funeral section on the morning of Qingming 2024, a holiday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.startClassPatcher(freeze_time("2024-04-04 01:00:00"))
        cls.people = {
            level: cls.make_user(
                f"affairs_{level}", f"civil_funeral_affairs.group_{level}"
            )
            for level in ("clerk", "head", "deputy")
        }
        cls.clerk, cls.head, cls.deputy = cls.people.values()
        cls.clerk2 = cls.make_user(
            "affairs_clerk2", "civil_funeral_affairs.group_clerk"
        )
        cls.west_head = new_test_user(
            cls.env,
            "affairs_west",
            "civil_funeral_affairs.group_head",
            division_ids=[Command.set(cls.west.ids)],
        )

    @classmethod
    def make(cls, model, user=None, **values):
        """Return a record of the section, made by the clerk."""
        return (
            cls.env[f"civil.funeral.{model}"]
            .with_user(user or cls.clerk)
            .create(values)
        )

    @classmethod
    def make_duty(cls, **values):
        """Return a duty plan for three days with one site, as a draft."""
        return cls.make(
            "duty",
            name="Qingming",
            division_id=cls.east.id,
            date_from="2024-04-03",
            date_to="2024-04-05",
            site_ids=[
                Command.create(
                    {
                        "name": "East cemetery",
                        "leader": "Wang Invented",
                        "phone": "0722-0000001",
                        "fire_measures": "No open fire",
                        "shift_ids": [
                            Command.create(
                                {
                                    "date": "2024-04-04",
                                    "user_ids": [Command.set(cls.clerk2.ids)],
                                }
                            )
                        ],
                    }
                )
            ],
            **values,
        )

    @classmethod
    def make_complaint(cls, **values):
        """Return a complaint of the hotline, of Wednesday afternoon."""
        return cls.make(
            "complaint",
            subject="Charged twice",
            content="The hearse was charged twice.",
            division_id=cls.east.id,
            source_number="12345-1",
            received_at="2024-04-03 07:00:00",
            complainant="Li Invented",
            **values,
        )
