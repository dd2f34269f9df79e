import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CemeteryCase
from .plots import AS_OF, EMPTY, register

CREMATION = "最近安放者火化证编号"


@tagged("post_install", "-at_install")
class TestTakePlots(CemeteryCase):
    """What becomes of the lines of a register of plots."""

    def take(self, *rows, user=None):
        imports = self.env["civil.import"].with_user(user or self.clerk)
        self.taken = getattr(self, "taken", 0) + 1
        name = f"plots{self.taken}.xlsx"
        content = register(*rows, title=f"墓位{self.taken}")
        job = imports._load("cemetery", name, content, as_of=AS_OF, take="good")
        self.assertEqual("taken", job.state, job.message)
        return job

    def of(self, name="南山公墓"):
        return self.env["civil.cemetery.plot"].search(
            [("facility_id.name", "=", name)], order="row, number"
        )

    def test_a_cemetery_comes_with_all_that_the_register_says(self):
        self.make_death("HZ-1", name="王五")
        self.take(
            {"类型": "双穴", "占地面积": 0.7, "安放人数": 2, CREMATION: "HZ-1"},
            {"号": 2, **EMPTY},
            {"号": 3, **EMPTY, "状态": "封存"},
            {"号": 4, **EMPTY, "状态": "预订", "购墓人": "李四"},
            {"号": 5, "起始日期": datetime.date(2004, 5, 1)},
        )
        plots = self.of()
        self.assertEqual(
            ["occupied", "available", "closed", "reserved", "overdue"],
            plots.mapped("state"),
        )
        first = plots[0]
        self.assertEqual(("public", "operating"), self.kind_and_state(first))
        self.assertEqual(
            (0.7, 2, 0), (first.area, first.used_places, first.free_places)
        )
        agreement = first.agreement_id
        self.assertEqual(
            ("周云", "墓证000001", "4213**********0014", datetime.date(2030, 5, 1)),
            (
                agreement.holder_name,
                agreement.certificate_number,
                agreement.identity_masked,
                agreement.date_to,
            ),
        )
        names = set(first.interment_ids.mapped("name"))
        self.assertEqual({"王五", "Not named by the register"}, names)
        kept = self.env["civil.cemetery.reservation"].search(
            [("plot_id", "=", plots[3].id)]
        )
        self.assertEqual([("李四", "reserved")], [(kept.holder_name, kept.state)])

    def kind_and_state(self, plot):
        return plot.facility_id.kind, plot.facility_id.state

    def test_stored_fields_are_as_the_orm_computes_them(self):
        self.make_death("HZ-1")
        self.take(
            {"类型": "双穴", "安放人数": 2, CREMATION: "HZ-1"},
            {"号": 2, "起始日期": "2004-02-29"},
            {"号": 3, **EMPTY},
        )
        for records in (
            self.of(),
            self.of().agreement_ids,
            self.of().interment_ids,
        ):
            names = [
                name
                for name, field in records._fields.items()
                if field.store and field.compute
            ]
            before = records.sudo().read(names)
            for name in names:
                self.env.add_to_compute(records._fields[name], records)
            self.assertEqual(before, records.sudo().read(names), records._name)

    def test_the_same_register_again_changes_nothing(self):
        rows = ({}, {"号": 2, **EMPTY})
        self.take(*rows)
        plots = self.of()
        before = (plots.read(), plots.agreement_ids.read(["write_date", "date_to"]))
        self.take(*rows)
        self.assertEqual(plots, self.of())
        after = (plots.read(), plots.agreement_ids.read(["write_date", "date_to"]))
        self.assertEqual(before, after)

    def test_known_plots_get_the_new_data(self):
        self.take({}, {"号": 2, **EMPTY})
        plots, agreement = self.of(), self.of()[0].agreement_id
        self.take(
            {"占地面积": 0.4, "购墓人": "周雨", "起始日期": "2011-06-01"},
            {"号": 2, "使用证号": "墓证000002"},
        )
        self.assertEqual(plots, self.of())
        self.assertEqual(0.4, plots[0].area)
        self.assertEqual(agreement, plots[0].agreement_id)
        self.assertEqual("周雨", agreement.holder_name)
        self.assertEqual("2031-06-01", str(agreement.date_to))
        self.assertEqual(1, len(agreement.term_ids))
        self.assertEqual("occupied", plots[1].state)

    def test_what_was_agreed_on_here_stays(self):
        self.take({"号": 2, **EMPTY})
        plot = self.of()
        agreement = self.env["civil.cemetery.agreement"].create(
            {"plot_id": plot.id, "holder_name": "赵六", "ground": "cremation"}
        )
        self.take({"号": 2, "购墓人": "别人", "占地面积": 0.45})
        self.assertEqual(("赵六", "draft"), (agreement.holder_name, agreement.state))
        self.assertEqual(agreement, plot.agreement_ids)
        self.assertEqual(0.45, plot.area)

    def test_findings_stay_with_the_plots(self):
        self.make_death("HZ-1")
        self.take(
            {"占地面积": 0.9, **EMPTY},
            {"号": 2, "安放人数": 2},
            {"号": 3, "起始日期": "2004-05-01"},
            {"号": 4, CREMATION: "HZ-9"},
            {"号": 5, CREMATION: "HZ-1"},
            {"号": 6, CREMATION: "HZ-1"},
            {"号": 7},
        )
        plots = self.env["civil.cemetery.plot"].with_user(self.clerk)
        for name, numbers in {
            "is_area_over": [1],
            "is_over_capacity": [2],
            "is_tenure_over": [3],
            "is_cremation_unknown": [4],
            "is_cremation_twice": [5, 6],
            "has_findings": [1, 2, 3, 4, 5, 6],
        }.items():
            found = plots.search([(name, "=", True)], order="number")
            self.assertEqual(numbers, found.mapped("number"), name)
            all_plots = plots.search([("facility_id.name", "=", "南山公墓")])
            self.assertEqual(found, all_plots.filtered(name).sorted("number"), name)
            rest = plots.search([(name, "=", False), ("id", "in", all_plots.ids)])
            self.assertEqual(all_plots - found, rest, name)

    def test_a_former_name_is_the_same_cemetery(self):
        self.take({})
        facility = self.of().facility_id
        facility.sudo()._rename("南山生态园", self.env["civil.case"])
        self.take({"占地面积": 0.4})
        self.assertEqual("南山生态园", self.of("南山生态园").facility_id.name)
        self.assertEqual(0.4, self.of("南山生态园").area)

    def test_many_lines_cost_as_many_statements_as_few(self):
        counts = []
        for number, many in ((1, 5), (2, 60)):
            rows = [
                {
                    "公墓": f"{number}公墓",
                    "号": each + 1,
                    "使用证号": f"{number}-{each}",
                }
                for each in range(many)
            ]
            imports = self.env["civil.import"].with_user(self.clerk)
            content = register(*rows)
            job = imports._load("cemetery", f"{number}.xlsx", content, as_of=AS_OF)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            job.action_take()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 5)

    def test_lines_of_others_are_refused(self):
        self.make_facility("西山公墓", "public", self.west)
        imports = self.env["civil.import"].with_user(self.east_clerk)
        content = register({"公墓": "西山公墓"})
        job = imports._load("cemetery", "w.xlsx", content, as_of=AS_OF)
        with self.assertRaises(AccessError):
            job.action_take()
