"""What the plan of a cemetery and its lists cost: what the web client asks."""

from odoo.fields import Command
from odoo.tools import SQL

from .pages import Pages

NUMBERS = 200
#: Of twenty plots, how many are in which state.
STATES = ("occupied",) * 12 + ("available",) * 4
STATES += ("reserved", "in_agreement", "overdue", "unbuilt")


class Plots(Pages):
    """One zone with all the plots, most of them in use, and their agreements.

    :param size: number of plots
    """

    def build(self):
        """Write the plots, the agreements and who lies there."""
        district = self.env["civil.division"].create(
            {"code": "421303", "name": "曾都区", "level": "district"}
        )
        town = self.env["civil.division"].create(
            {
                "code": "421303001",
                "name": "西城街道",
                "level": "town",
                "parent_id": district.id,
            }
        )
        self.facility = self.env["civil.cemetery.facility"].create(
            {"name": "测试公墓", "kind": "public", "division_id": town.id}
        )
        self.zone = self.env["civil.cemetery.zone"].create(
            {"facility_id": self.facility.id, "code": "A"}
        )
        clerk = self.env["res.users"].create(
            {
                "name": "bench",
                "login": "bench",
                "group_ids": [
                    Command.set([self.env.ref("civil_cemetery.group_clerk").id])
                ],
                "division_ids": [Command.set(district.ids)],
            }
        )
        self._make_plots()
        self._write_agreements()
        self._write_interments()
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction
        self._vacuum()
        self.env.invalidate_all()
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.clerk = self.env(user=clerk, su=False, context=context)

    def _make_plots(self):
        self.env["civil.cemetery.generate"].create(
            {
                "zone_id": self.zone.id,
                "plot_type_id": self.env.ref("civil_cemetery.plot_type_double").id,
                "row_to": -(-self.size // NUMBERS),
                "number_to": NUMBERS,
                "aisle_numbers": 20,
                "area": 0.8,
            }
        ).action_generate()
        self.env.cr.execute(
            SQL(
                "UPDATE civil_cemetery_plot"
                " SET state = (%s::text[])[1 + (row * 7 + number) %% 20]",
                [*STATES],
            )
        )
        self.env.invalidate_all()

    def _write_agreements(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_cemetery_agreement (
                    plot_id, facility_id, zone_id, division_id, town_id, ground,
                    holder_name, certificate_number, years, price, is_open, state,
                    date_from, date_to, notice_on, second_notice_on,
                    amount_due, amount_paid, amount_open,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT id, facility_id, zone_id, division_id, town_id, 'record',
                       '持证人' || id, '曾墓证' || lpad(id::text, 6, '0'), 20, 0, TRUE,
                       CASE state WHEN 'overdue' THEN 'overdue' ELSE 'active' END,
                       since, since + 7305, since + 7245, since + 7275, 0, 0, 0,
                       1, now(), 1, now()
                  FROM civil_cemetery_plot
                 CROSS JOIN LATERAL (
                       SELECT current_date - CASE state WHEN 'overdue' THEN 7400
                                             ELSE id %% 7300 END AS since) begun
                 WHERE state IN ('occupied', 'in_agreement', 'overdue')
                """
            )
        )

    def _write_interments(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_cemetery_interment (
                    agreement_id, plot_id, facility_id, division_id, town_id, name,
                    cremation_number, interred_on, urns, state, is_joint,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT agreement.id, plot.id, plot.facility_id, plot.division_id,
                       plot.town_id, '逝者' || plot.id, '曾火' || plot.id,
                       agreement.date_from, 1, 'active', TRUE, 1, now(), 1, now()
                  FROM civil_cemetery_agreement agreement
                  JOIN civil_cemetery_plot plot ON plot.id = agreement.plot_id
                 WHERE plot.state != 'in_agreement'
                """
            )
        )
        self.env.cr.execute(
            "UPDATE civil_cemetery_plot SET used_places = 1, free_places = places - 1"
            " WHERE state IN ('occupied', 'overdue')"
        )

    def calls(self):
        """The calls of each page: (title, model, method, arguments, named ones)."""
        plan, plot = "civil.cemetery.plan", "civil.cemetery.plot"
        agreement = "civil.cemetery.agreement"
        first = self.env[plot].search([("state", "=", "occupied")], limit=1)
        yield "plan: overview", plan, "overview", [], {}
        yield "plan: zone", plan, "zone", [self.zone.id], {}
        yield "plan: name", plan, "find", [self.facility.id, f"持证人{first.id}"], {}
        yield "plan: card", plan, "card", [first.id], {}
        domains = {
            "plots": [],
            "available": [("state", "=", "available")],
            "over the limit": [("is_over_limit", "=", True)],
        }
        for title, domain in domains.items():
            yield f"plots: {title}", *self._list(plot, domain)
        yield "plots: panel of states", *self._panel(plot, "state", [])
        yield "agreements: open", *self._list(agreement, [("is_open", "=", True)])
        yield "agreements: ending", *self._list(agreement, [("is_ending", "=", True)])
        yield "agreements: panel", *self._panel(agreement, "facility_id", [])
        yield "capacity", *self._list("civil.cemetery.capacity", [])
