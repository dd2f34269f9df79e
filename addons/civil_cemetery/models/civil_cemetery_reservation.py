from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools import COUNTER

OPEN = ("reserved", "ordered")


class CivilCemeteryReservation(models.Model):
    """A plot kept for somebody for some days (留墓单、定墓单).

    Reserved with a slip, then ordered with another; either ends by itself on the last
    day, which dated parameters set.
    """

    _name = "civil.cemetery.reservation"
    _description = "Reservation of a Plot"
    _inherit = [
        "civil.workflow.mixin",
        "civil.cemetery.identity",
        "civil.cemetery.entitlement",
        "civil.cemetery.paper",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "until, id desc"
    _rec_name = "number"
    _mail_post_access = "read"
    _todo_triggers = ("state", "until")

    _transitions = (
        Transition(
            "draft",
            "reserved",
            group=COUNTER,
            guard="_guard_reserve",
            effect="_reserve",
        ),
        Transition(
            ("draft", "reserved"),
            "ordered",
            group=COUNTER,
            guard="_guard_order",
            effect="_order_plot",
        ),
        Transition("ordered", "agreed", group=COUNTER),
        Transition(OPEN, "released", group=COUNTER, effect="_release"),
        # By the daily look at the last days.
        Transition(OPEN, "expired", effect="_release"),
    )
    _guarded = ("number", "order_number", "until")

    number = fields.Char(string="Reserve Slip", readonly=True, copy=False, index=True)
    order_number = fields.Char(string="Order Slip", readonly=True, copy=False)
    plot_id = fields.Many2one(
        "civil.cemetery.plot", required=True, index=True, ondelete="restrict"
    )
    facility_id = fields.Many2one(related="plot_id.facility_id", store=True, index=True)
    division_id = fields.Many2one(related="plot_id.division_id", store=True, index=True)
    holder_name = fields.Char(string="Applicant", required=True, tracking=True)
    phone = fields.Char()
    relation = fields.Char(string="Relation to the Deceased or Future User")
    date = fields.Date(required=True, default=fields.Date.context_today)
    until = fields.Date(string="Kept until", readonly=True, copy=False, index=True)
    agreement_id = fields.Many2one(
        "civil.cemetery.agreement", readonly=True, copy=False, ondelete="set null"
    )
    note = fields.Text()
    is_late = fields.Boolean(compute="_compute_is_late")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("reserved", "Reserved"),
            ("ordered", "Ordered"),
            ("agreed", "Agreed"),
            ("released", "Released"),
            ("expired", "Expired"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _one_open = models.UniqueIndex(
        "(plot_id) WHERE state IN ('reserved', 'ordered')",
        "This plot is already kept for somebody.",
    )

    @api.depends("until", "state")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for paper in self:
            open_ = paper.state in OPEN
            paper.is_late = bool(open_ and paper.until and paper.until <= today)

    @api.depends("number", "order_number", "plot_id.display_name")
    def _compute_display_name(self):
        for paper in self:
            number = paper.order_number or paper.number
            paper.display_name = number or paper.plot_id.display_name

    def _document_values(self, kind_code):
        """Return what the slips say: number and last day."""
        ordered = kind_code == "cemetery_order"
        return {
            **super()._document_values(kind_code),
            "number": self.order_number if ordered else self.number,
            "until": self.until,
        }

    def write(self, vals):
        """Refuse to let a slip speak of another plot.

        :raises UserError: the plot was kept already
        """
        if "plot_id" in vals and any(paper.state != "draft" for paper in self):
            raise UserError(
                self.env._("The plot of a slip doesn't change: release it first.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(paper.state != "draft" for paper in self):
            raise UserError(self.env._("Only drafts of reservations can be deleted."))

    # -- steps -----------------------------------------------------------------------

    def _guard_reserve(self):
        if self.plot_id.state != "available":
            return self._plot_refusal()
        return self.plot_id._guard_give()

    def _guard_order(self):
        if self.state == "draft" and self.plot_id.state != "available":
            return self._plot_refusal()
        return self.plot_id._guard_give() or self._entitlement_refusal(
            self.facility_id, self.date
        )

    def _plot_refusal(self):
        return self.env._(
            "the plot is in the state “%(state)s”", state=self.plot_id._state_label()
        )

    def _reserve(self):
        for paper in self:
            paper._keep("LMZ", "number", "cemetery.reserve_days")
        self._plots()._transition("reserved")
        for paper in self:
            paper._issue_document("cemetery_reserve")

    def _order_plot(self):
        for paper in self:
            paper._keep("DMZ", "order_number", "cemetery.order_days")
        self._plots()._transition("ordered")
        for paper in self:
            paper._issue_document("cemetery_order")

    def _keep(self, prefix, field, parameter):
        """Number the slip of the single record and set its last day."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get(parameter, today, self.division_id)
        self._write_guarded(
            {
                field: self.facility_id._next_number(prefix, today),
                "until": today + timedelta(days=days),
            }
        )

    def _release(self):
        held = self._plots().filtered(lambda plot: plot.state in OPEN)
        held._transition("available", name="release")

    def _plots(self):
        # Whoever works at the counter changes plots by these steps only.
        return self.plot_id.sudo()

    # -- buttons ---------------------------------------------------------------------

    def action_reserve(self):
        """Keep the plots, with a reserve slip each."""
        self._transition("reserved")

    def action_order(self):
        """Have the plots ordered, with an order slip each."""
        self._transition("ordered")

    def action_release(self):
        """Give the plots free again."""
        self._transition("released")

    def action_agree(self):
        """Make the agreement on the ordered plot, and show it."""
        self.ensure_one()
        agreement = self.agreement_id
        if not agreement:
            self.check_access("write")
            self._refuse_reasons(self._refusal_reasons("agreed"))
            agreement = self.env["civil.cemetery.agreement"].create(
                {
                    **self._entitlement_values(),
                    "plot_id": self.plot_id.id,
                    "holder_name": self.holder_name,
                    "phone": self.phone,
                    "relation": self.relation,
                }
            )
            # The number goes from paper to paper, seen by nobody.
            agreement.sudo().identity_number = self.sudo().identity_number
            self.agreement_id = agreement
        return {
            "type": "ir.actions.act_window",
            "res_model": agreement._name,
            "res_id": agreement.id,
            "views": [(False, "form")],
        }

    # -- what waits ------------------------------------------------------------------

    def _todo_entries(self):
        if self.state not in OPEN:
            return []
        name = self.env._(
            "Reservation of %(plot)s ends: agreement or release",
            plot=self.plot_id.display_name,
        )
        return self.facility_id._todo_for_counter("until", name, self.until)

    @api.model
    def _cron_expire(self):
        """Give free what nobody fetched by the last day."""
        today = fields.Date.context_today(self)
        self.search([("state", "in", OPEN), ("until", "<", today)])._transition(
            "expired"
        )
