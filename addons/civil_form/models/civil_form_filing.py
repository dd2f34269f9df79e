from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door

from ..tools.periods import Period

#: Opened by the code that fills, checks and sends; see the values and findings.
FILLING = Door("civil_form_filling")
#: Opened while several rows are typed at once, which are worked through afterwards.
TOGETHER = Door("civil_form_together")

CLERK, HEAD = "civil_form.group_clerk", "civil_form.group_head"
#: The ways on which forms go out.
SENT_WAYS = [
    ("system", "Superior's System"),
    ("mail", "E-Mail"),
    ("network", "Government Network"),
    ("paper", "On Paper"),
]
#: What hangs on a filing and is typed or explained there.
_ROWS = {"value_ids", "finding_ids"}
#: What may be written by hand, and in which states.
_BY_HAND = {
    "form_id": ("draft",),
    "period_start": ("draft",),
    # The values, and the findings with them.
    "value_ids": ("filled",),
    "finding_ids": ("filled",),
    "sent_on": ("checked",),
    "sent_way": ("checked",),
    "receipt_number": ("checked", "sent"),
    "return_reason": ("sent",),
}


class CivilFormFiling(models.Model):
    """A form for one period (报送): filled, checked by a second person, sent.

    What is checked is frozen with a hash; what was sent stands in the list of
    dispatches and doesn't change, also when the superior returns it.
    """

    _name = "civil.form.filing"
    _description = "Filing"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "period_start desc, due_date, id"

    _transitions = (
        Transition(
            ("draft", "filled", "returned"),
            "filled",
            group=CLERK,
            guard="_fill_refusal",
            effect="_fill",
            stamp="filled",
        ),
        Transition(
            "filled",
            "checked",
            group=HEAD,
            guard="_check_refusal",
            effect="_freeze",
            stamp="checked",
        ),
        Transition(
            "checked", "filled", group=HEAD, effect="_unfreeze", name="reopened"
        ),
        Transition(
            "checked",
            "sent",
            group=CLERK,
            guard="_send_refusal",
            effect="_dispatch",
            stamp="sent",
        ),
        Transition(
            "sent",
            "returned",
            group=CLERK,
            guard="_return_refusal",
            effect="_take_return",
        ),
    )
    _guarded = ("maker_ids", "content_hash", "workbook", "version_id")

    form_id = fields.Many2one(
        "civil.form", required=True, index=True, ondelete="restrict", tracking=True
    )
    period_kind = fields.Selection(related="form_id.period_kind")
    period_start = fields.Date(
        string="Period",
        required=True,
        index=True,
        help="The first day of the period.",
    )
    period_name = fields.Char(string="For", compute="_compute_period_name")
    period_end = fields.Date(compute="_compute_period_end", store=True)
    division_id = fields.Many2one(
        related="form_id.division_id", store=True, required=False
    )
    department_id = fields.Many2one(
        related="form_id.department_id", store=True, index=True
    )
    issuer = fields.Char(related="form_id.issuer")
    version_id = fields.Many2one(
        "civil.form.version", readonly=True, copy=False, ondelete="restrict", index=True
    )
    state = fields.Selection(
        [
            ("draft", "To Be Filled"),
            ("filled", "Filled"),
            ("checked", "Checked"),
            ("sent", "Sent"),
            ("returned", "Returned"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    due_date = fields.Date(
        compute="_compute_due_date", store=True, index=True, tracking=True
    )
    due_state = fields.Selection(
        [("late", "Late"), ("soon", "Nearly Late"), ("open", "In Time")],
        string="Time",
        compute="_compute_due_state",
    )
    filled_uid = fields.Many2one("res.users", string="Filled By", readonly=True)
    filled_date = fields.Datetime(string="Filled At", readonly=True, copy=False)
    maker_ids = fields.Many2many(
        "res.users",
        "civil_form_filing_maker_rel",
        string="Made By",
        readonly=True,
        copy=False,
        help="Who filled it, typed or explained something: none of them checks it.",
    )
    checked_uid = fields.Many2one("res.users", string="Checked By", readonly=True)
    checked_date = fields.Datetime(string="Checked At", readonly=True, copy=False)
    sent_uid = fields.Many2one("res.users", string="Sent By", readonly=True)
    sent_date = fields.Datetime(string="Marked Sent At", readonly=True, copy=False)
    sent_on = fields.Date(copy=False, help="The day on which it went out.")
    sent_way = fields.Selection(SENT_WAYS, string="Way", copy=False)
    receipt_number = fields.Char(copy=False)
    return_reason = fields.Text(
        string="Reason of Return", copy=False, help="What the superior wants corrected."
    )
    content_hash = fields.Char(string="Hash", readonly=True, copy=False)
    workbook = fields.Binary(
        string="Filled Workbook", attachment=True, readonly=True, copy=False
    )
    filename = fields.Char(compute="_compute_filename")
    note = fields.Text(string="Remarks", copy=False)
    value_ids = fields.One2many("civil.form.value", "filing_id", string="Values")
    finding_ids = fields.One2many("civil.form.finding", "filing_id", string="Findings")
    dispatch_ids = fields.One2many(
        "civil.form.dispatch", "filing_id", string="Dispatches"
    )
    value_count = fields.Integer(compute="_compute_counts")
    missing_count = fields.Integer("To Be Typed", compute="_compute_counts")
    unexplained_count = fields.Integer("To Be Explained", compute="_compute_counts")

    _form_period_uniq = models.UniqueIndex(
        "(form_id, period_start)", "There is a filing of this form for this period."
    )

    # -- what follows from the period -------------------------------------------

    def _period(self):
        """Return the period of the filing."""
        self.ensure_one()
        return Period.of(self.form_id.period_kind or "month", self.period_start)

    @api.depends("period_start", "form_id.period_kind")
    def _compute_period_end(self):
        for filing in self:
            filing.period_end = filing.period_start and filing._period().end

    @api.depends("period_start", "form_id.period_kind")
    @api.depends_context("lang")
    def _compute_period_name(self):
        for filing in self:
            filing.period_name = (
                self._name_of(filing._period()) if filing.period_start else ""
            )

    @api.model
    def _name_of(self, period):
        """Return how people call a period."""
        year, month = f"{period.start:%Y}", period.start.month
        if period.kind == "month":
            return self.env._("%(year)s-%(month)s", year=year, month=month)
        if period.kind == "quarter":
            return self.env._(
                "%(year)s, quarter %(number)s", year=year, number=period.number
            )
        return self.env._("Year %(year)s", year=year)

    @api.depends("form_id.name", "period_name")
    def _compute_display_name(self):
        for filing in self:
            filing.display_name = self.env._(
                "%(form)s, %(period)s",
                form=filing.form_id.name or "",
                period=filing.period_name,
            )

    @api.depends("form_id.name", "period_name")
    def _compute_filename(self):
        for filing in self:
            name = "".join(
                sign for sign in filing.display_name if sign not in '\\/:*?"<>|#%'
            )
            filing.filename = f"{name}.xlsx"

    @api.depends(
        *("period_start", "form_id.period_kind", "form_id.due_ids.days"),
        *("form_id.due_ids.date_from", "form_id.due_ids.date_to"),
    )
    def _compute_due_date(self):
        for filing in self:
            form = filing.form_id
            filing.due_date = (
                form and filing.period_start and form._due_on(filing._period())
            )

    @api.depends("due_date", "state", "form_id.remind_days")
    def _compute_due_state(self):
        today = fields.Date.context_today(self)
        for filing in self:
            if not filing.due_date or filing.state == "sent":
                filing.due_state = False
                continue
            left = (filing.due_date - today).days
            soon = "soon" if left <= filing.form_id.remind_days else "open"
            filing.due_state = "late" if left < 0 else soon

    @api.depends(
        *("value_ids.to_type", "value_ids.unexplained", "finding_ids.explanation")
    )
    def _compute_counts(self):
        for filing in self:
            values = filing.value_ids
            filing.value_count = len(values)
            filing.missing_count = len(values.filtered("to_type"))
            findings = filing.finding_ids.filtered(lambda each: not each.explanation)
            filing.unexplained_count = sum(
                map(len, (values.filtered("unexplained"), findings))
            )

    # -- what may be written ------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the first day of the period, whichever day of it is given."""
        settled = []
        for vals in vals_list:
            form = self.env["civil.form"].browse(vals.get("form_id"))
            if form and not vals.get("period_start"):
                vals = {**vals, "period_start": form._last_period().start}
            settled.append(self._with_first_day(form, vals))
        return super().create(settled)

    @api.model
    def _with_first_day(self, form, vals):
        """Return ``vals`` with the first day of the period that its day lies in."""
        if not (form and vals.get("period_start")):
            return vals
        day = fields.Date.to_date(vals["period_start"])
        return {**vals, "period_start": Period.of(form.period_kind, day).start}

    @api.onchange("form_id")
    def _onchange_form_id(self):
        """Offer the last period that has ended."""
        if self.form_id:
            self.period_start = self.form_id._last_period().start

    def write(self, vals):
        """Refuse what the state doesn't allow any more."""
        if not FILLING.is_open(self):
            for filing in self:
                filing._refuse_by_hand(vals)
        form = self.env["civil.form"].browse(vals.get("form_id")) or self.form_id[:1]
        vals = self._with_first_day(form, vals)
        if not vals.keys() & _ROWS:
            result = super().write(vals)
            if vals.get("receipt_number"):
                self._keep_receipt()
            return result
        self._refuse_other_rows(vals)
        # Everything typed at once is worked through once.
        result = super(CivilFormFiling, TOGETHER.opened(self)).write(vals)
        for filing in self:
            filing._after_typing()
        return result

    def _keep_receipt(self):
        """Note a receipt that came after sending with what was sent."""
        for filing in self.filtered(lambda filing: filing.state == "sent"):
            # Nobody writes dispatches but the steps of their filing.
            last = filing.dispatch_ids.sorted("round")[-1:].sudo()
            FILLING.opened(last).write({"receipt_number": filing.receipt_number})

    def _refuse_other_rows(self, vals):
        """Let values and findings of this filing alone be written through it."""
        for name in _ROWS & vals.keys():
            for code, *rest in vals[name] or []:
                known = code in (Command.UPDATE, Command.LINK)
                own = known and rest[0] in self[name].ids
                if not own:
                    raise UserError(
                        self.env._(
                            "%(filing)s: values and findings follow from filling; they "
                            "are neither added nor taken away by hand.",
                            filing=self[:1].display_name,
                        )
                    )

    def _refuse_typing(self):
        """Refuse typing and explaining where the state doesn't allow it."""
        for filing in self:
            filing._refuse_by_hand({"value_ids": True})

    def _refuse_by_hand(self, vals):
        for name in vals.keys() & _BY_HAND.keys():
            if self.state not in _BY_HAND[name] and not self._has_pass(vals):
                raise UserError(
                    self.env._(
                        "%(filing)s: “%(field)s” can't be changed in the state "
                        "“%(state)s”.",
                        filing=self.display_name,
                        field=self._fields[name]._description_string(self.env),
                        state=self._state_label(),
                    )
                )

    @api.constrains("form_id", "period_start")
    def _check_period(self):
        for filing in self:
            if filing.period_start != filing._period().start:
                raise ValidationError(
                    self.env._(
                        "%(filing)s: the period has to begin on its first day.",
                        filing=filing.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for filing in self:
            if filing.state != "draft" or filing.dispatch_ids:
                raise UserError(
                    self.env._(
                        "%(filing)s has been filled and can't be deleted.",
                        filing=filing.display_name,
                    )
                )
