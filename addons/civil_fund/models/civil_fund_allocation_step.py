from decimal import ROUND_DOWN, Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.money import CENT, exact, written
from ..tools.roles import CLERK, FINANCE, HEAD
from ..tools.steps import approval_steps


class CivilFundAllocationStep(models.AbstractModel):
    """The steps of an allotment.

    ===========  =============  ==============================================
    step         who            what must hold
    ===========  =============  ==============================================
    submit       clerk, finance everything is allotted, neither more nor less
    review,      by the tier    others than who made it
    approve
    decided      clerk          the party group's meeting, with its minutes
    issue        finance        the finance bureau's document; notice is over
    void         clerk, head    not issued; a reason is given
    ===========  =============  ==============================================
    """

    _name = "civil.fund.allocation.step"
    _description = "Allotment Steps"
    _inherit = ["civil.fund.approved"]

    _state_to = ["meeting"]
    _watch_states = ("draft", "under_approval", "meeting", "finance")
    _transitions = (
        *approval_steps((CLERK, FINANCE), "meeting"),
        Transition(
            "meeting",
            "finance",
            group=(CLERK, FINANCE),
            guard="_guard_decided",
            stamp="decided",
        ),
        Transition(
            "finance", "issued", group=FINANCE, guard="_guard_issue", stamp="issued"
        ),
        Transition(("meeting", "finance"), "voided", group=(HEAD, FINANCE)),
    )

    state = fields.Selection(
        [
            ("draft", "Proposed"),
            ("under_approval", "Under Approval"),
            ("meeting", "Party Group Meeting"),
            ("finance", "Finance Bureau"),
            ("issued", "Issued"),
            ("voided", "Voided"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    decided_uid = fields.Many2one(
        "res.users", "Decision Noted By", readonly=True, copy=False
    )
    decided_date = fields.Datetime("Decision Noted On", readonly=True, copy=False)
    issued_uid = fields.Many2one("res.users", "Issued By", readonly=True, copy=False)
    issued_date = fields.Datetime("Issued On", readonly=True, copy=False)

    @api.depends("state")
    def _compute_is_approval_frozen(self):
        result = super()._compute_is_approval_frozen()
        for record in self.filtered(lambda r: r.state in ("finance", "issued")):
            record.is_approval_frozen = True
        return result

    def write(self, vals):
        """What led to indicators stays with them."""
        closed = self.filtered(lambda record: record.state in ("issued", "voided"))
        names = {
            name
            for name in vals
            if name != "note"
            and not name.startswith(("message_", "activity_"))
            and name in self._fields
            and self._fields[name].store
        }
        if closed and names and not self._has_pass(vals):
            raise UserError(
                self.env._(
                    "%(record)s is %(state)s; it stays as it is. Put an error right "
                    "with an adjustment of its indicators.",
                    record=closed[0].display_name,
                    state=closed[0]._state_label(),
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda record: record.state != "draft"):
            raise UserError(
                self.env._(
                    "Only a proposal can be deleted; void the allotment instead."
                )
            )

    # -- guards ------------------------------------------------------------------

    def _guard_submit(self):
        if not self.line_ids:
            return self.env._("nothing is allotted yet; add lines")
        if not min(self.line_ids.mapped("amount")):
            return self.env._("a line has no amount; enter it or take the line out")
        if left := exact(self.left):
            return self.env._(
                "%(total)s yuan are given, %(allotted)s allotted: the difference of "
                "%(left)s has to be 0.00",
                total=written(exact(self.total)),
                allotted=written(exact(self.allotted)),
                left=written(left),
            )
        if not self.factors:
            return self.env._("enter by which factors the money is allotted")
        department = self.department_economic_id
        classes = (self.function_id, self.government_economic_id, department)
        refusals = [item._year_refusal(self.year) for item in classes]
        refusals.append(department._mapping_refusal(self.government_economic_id))
        return next(filter(None, refusals), False)

    def _guard_decided(self):
        if not self.meeting_date or not self.minutes_ids:
            return self.env._(
                "enter the day of the party group's meeting and attach its minutes"
            )
        return False

    def _guard_issue(self):
        if not self.finance_document or not self.finance_date:
            return self.env._(
                "enter the number and the date of the finance bureau's document"
            )
        today = fields.Date.context_today(self)
        if self.publicity_end and self.publicity_end >= today:
            return self.env._(
                "it is on public notice until %(date)s", date=self.publicity_end
            )
        return False

    def _digest_rows(self):
        return super()._digest_rows() + self.line_ids.sudo().read(
            ["division_id", "department_id", "project_id", "amount"], load=None
        )

    def _watch_summary(self):
        return self.env._("Pass the money of %(name)s down", name=self.display_name)

    # -- steps -------------------------------------------------------------------

    def action_distribute(self):
        """Allot the total in proportion to the lines' factor values, to the cent.

        Whole cents are given first; the cents that are left go to the lines with the
        largest remainders.

        :raises UserError: no line has a factor value
        """
        for record in self:
            lines = record.line_ids.filtered(lambda line: line.factor_value > 0)
            if not lines:
                raise UserError(
                    self.env._("Enter the factor values of the lines first.")
                )
            values = [Decimal(str(line.factor_value)) for line in lines]
            shares = split(exact(record.total), values)
            for line, share in zip(lines, shares, strict=True):
                line.amount = float(share)

    def action_approve(self):
        """Pass the last tier: the proposal goes to the party group."""
        self._transition("meeting")

    def action_decided(self):
        """Note that the party group has decided; the finance bureau comes next."""
        self._transition("finance")

    def action_issue(self):
        """Note the finance bureau's document and bring the indicators into force."""
        self._transition("issued")
        lines = self.line_ids
        indicators = self.env["civil.fund.indicator"]._create_in_force(
            [line._prepare_indicator_vals() for line in lines]
        )
        for line, indicator in zip(lines, indicators, strict=True):
            indicator._write_guarded({"allocation_line_id": line.id})
            line._set_indicator(indicator)
        indicators._issue()

    def action_view_indicators(self):
        """Show the indicators that the allotment brought into force."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_fund.civil_fund_indicator_action"
        )
        action["domain"] = [("allocation_line_id.allocation_id", "in", self.ids)]
        action["context"] = {}
        return action


def split(total, values):
    """Split ``total`` in proportion to ``values``, to the cent, without a rest.

    >>> split(Decimal("100.00"), [Decimal(1)] * 3)
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    whole = sum(values)
    exactly = [total * value / whole for value in values]
    shares = [share.quantize(CENT, ROUND_DOWN) for share in exactly]
    order = sorted(range(len(values)), key=lambda n: shares[n] - exactly[n])
    for number in order[: int((total - sum(shares)) / CENT)]:
        shares[number] += CENT
    return shares
