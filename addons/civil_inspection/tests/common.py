from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.civil_document.models.civil_paper import CivilPaper

#: A Monday, nine o'clock in China.
MONDAY = "2024-03-04 01:00:00"


def _blank(_paper, _html, count_pages=False):
    """A page without anything on it."""
    return b"%PDF-1.4\n%%EOF"


class InspectionCase(TransactionCase):
    """A district with towns, a kind of inspection, and people of every role."""

    #: Whether documents are printed, which takes its time.
    prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls.startClassPatcher(freeze_time(MONDAY))
        if not cls.prints:
            cls.startClassPatcher(patch.object(CivilPaper, "_pdf", _blank))
        cls.district = cls.make_division("990101", "Test District", "district")
        cls.east = cls.make_division("990101001", "East Town", "town", cls.district)
        cls.west = cls.make_division("990101002", "West Town", "town", cls.district)
        cls.elsewhere = cls.make_division("990201", "Other District", "district")
        for name, group in (
            ("clerk", "group_clerk"),
            ("clerk2", "group_clerk"),
            ("clerk3", "group_clerk"),
            ("head", "group_head"),
            ("deputy", "group_deputy"),
            ("auditor", "civil_base.group_auditor"),
            ("staff", "civil_base.group_staff"),
        ):
            setattr(cls, name, cls.make_user(f"t-insp-{name}", group))
        cls.stranger = cls.make_user("t-insp-stranger", "group_head", cls.elsewhere)
        cls.unit = cls.env.ref("civil_inspection.unit_mz")
        cls.kind = cls.make_kind("t-kind")
        cls.inspectors = [
            cls.make_inspector("Inspector A", user_id=cls.clerk.id),
            cls.make_inspector("Inspector B", user_id=cls.clerk2.id),
        ]
        cls.objects = cls.make_objects(10)

    @classmethod
    def make_division(cls, code, name, level, parent=None):
        return cls.env["civil.division"].create(
            {
                "code": code,
                "name": name,
                "level": level,
                "parent_id": parent and parent.id,
            }
        )

    @classmethod
    def make_user(cls, login, group, division=None):
        name = group if "." in group else f"civil_inspection.{group}"
        return new_test_user(
            cls.env,
            login,
            f"civil_base.group_staff,{name}",
            division_ids=[Command.set((division or cls.district).ids)],
        )

    @classmethod
    def make_kind(cls, code, **values):
        kind = cls.env["civil.inspection.kind"].create(
            {"code": code, "name": f"Kind {code}", **values}
        )
        for use in ("inspection", "self_check"):
            cls.env["civil.inspection.checklist"].create(
                {
                    "name": f"Checklist {code} {use}",
                    "kind_id": kind.id,
                    "use": use,
                    "section_ids": [
                        Command.create({"name": "Fire", "item_ids": cls._items()})
                    ],
                }
            )
        return kind

    @classmethod
    def _items(cls):
        criterion = cls.env.ref("civil_inspection.criterion_f2")
        return [
            Command.create(
                {
                    "name": "Exits are free",
                    "hazard_level": "major",
                    "criterion_id": criterion.id,
                    "basis": "Rule 1",
                }
            ),
            Command.create({"name": "Order", "answer_type": "score", "max_score": 10}),
            Command.create(
                {"name": "Beds", "answer_type": "count", "hazard_level": "general"}
            ),
        ]

    @classmethod
    def make_inspector(cls, name, **values):
        return cls.env["civil.inspection.inspector"].create(
            {
                "name": name,
                "unit_id": cls.unit.id,
                "certificate_number": f"17{name[-1]}001",
                "certificate_from": "2020-01-01",
                "certificate_to": "2028-12-31",
                **values,
            }
        )

    @classmethod
    def make_objects(cls, count, **values):
        return cls.env["civil.inspection.object"].create(
            [
                {
                    "name": f"Home {number}",
                    "kind_ids": [Command.set(cls.kind.ids)],
                    "division_id": cls.east.id,
                    **values,
                }
                for number in range(count)
            ]
        )

    def campaign(self, approved=True, **values):
        """A campaign of March, made by the clerk and approved by the head."""
        record = (
            self.env["civil.inspection.campaign"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "March",
                    "kind_id": self.kind.id,
                    "division_id": self.district.id,
                    "date_from": "2024-03-11",
                    "date_to": "2024-03-29",
                    "rate": 0.3,
                    **values,
                }
            )
        )
        if approved:
            record.with_user(self.head).action_approve()
        return record

    def drawn(self, **values):
        """A campaign of which the clerk has drawn; and the draw."""
        record = self.campaign(**values)
        record.action_freeze()
        record.action_draw()
        return record, record.draw_ids

    def special(self, **values):
        """An inspection on a complaint, by inspectors A and B, not announced yet."""
        team = [person.id for person in self.inspectors]
        return (
            self.env["civil.inspection"]
            .with_user(self.clerk)
            .create(
                {
                    "object_id": self.objects[0].id,
                    "kind_id": self.kind.id,
                    "source": "complaint",
                    "source_reason": "A call",
                    "planned_date": "2024-03-05",
                    "inspector_ids": [Command.set(team)],
                    **values,
                }
            )
        )

    def checking(self, **values):
        """An inspection that has begun."""
        record = self.special(**values)
        record.action_notify()
        record.action_start()
        return record

    def answer(self, record, problem=True):
        """Answer every item; the first doesn't conform where there is a problem."""
        record.line_ids.action_yes()
        if problem:
            record.line_ids[0].write({"result": "no", "note": "Boxes in the exit"})
        record.write({"result": "problems" if problem else "ok"})

    def signed(self, problem=True, **values):
        """An inspection that both inspectors signed."""
        record = self.checking(**values)
        self.answer(record, problem)
        record.action_sign()
        record.with_user(self.clerk2).action_sign()
        return record

    def ordered(self):
        """An order to rectify that was issued."""
        record = self.signed()
        record.action_order_rectification()
        order = record.rectification_ids
        order.action_issue()
        return order
