import base64
import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry
from odoo.addons.civil_institution.tools.roles import HOME

#: What closing puts down; nothing changes it afterwards.
FIGURES = (
    "bed_days",
    "away_days",
    "meal_days",
    "booked_days",
    "budget",
    "bought",
    "spent",
    "lost",
    "stock_before",
    "stock_after",
    "surplus",
)


class CivilInstitutionLedgerMonth(models.Model):
    """A month of a home's ledgers (伙食账及各分账月结): computed, closed, posted.

    What may be spent is persons × days × standard; what was spent is the food that
    left the store. The residents' committee signs what is posted.
    """

    _name = "civil.institution.ledger.month"
    _description = "Month of a Home's Ledgers"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "month desc, institution_id, id"
    _mail_post_access = "read"
    _guarded = (*FIGURES, "closed_uid", "closed_date", "posted_on")
    _todo_triggers = ("state", "institution_id", "month")

    _transitions = (
        Transition(
            "draft",
            "closed",
            HOME,
            guard="_guard_close",
            effect="_close",
            stamp="closed",
        ),
        Transition("closed", "posted", HOME, guard="_guard_post", effect="_post"),
    )

    institution_id = fields.Many2one(ondelete="restrict")
    month = fields.Date(required=True, index=True, help="Its first day.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    bed_days = fields.Integer(readonly=True)
    away_days = fields.Integer(string="Days Away", readonly=True)
    meal_days = fields.Integer(string="Days in Residence", readonly=True)
    booked_days = fields.Integer(string="Meal Days Booked", readonly=True)
    budget = fields.Monetary(string="By the Standard", readonly=True)
    bought = fields.Monetary(string="Food Bought", readonly=True)
    spent = fields.Monetary(string="Food Cooked", readonly=True)
    lost = fields.Monetary(string="Food Lost", readonly=True)
    stock_before = fields.Monetary(string="Store Before", readonly=True)
    stock_after = fields.Monetary(string="Store After", readonly=True)
    surplus = fields.Monetary(
        readonly=True, help="By the standard, less what was cooked; below 0: too much."
    )
    line_ids = fields.One2many(
        "civil.institution.ledger.month.line", "month_id", string="Accounts"
    )
    signer_ids = fields.Many2many(
        "civil.institution.stay",
        "civil_institution_ledger_month_signer_rel",
        "month_id",
        "stay_id",
        string="Signed by the Committee",
        help="Members of the residents' committee who signed what is posted.",
    )
    committee_ids = fields.Many2many(related="institution_id.committee_ids")
    objections = fields.Text(help="What residents objected to, and the answer.")
    closed_uid = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False
    )
    closed_date = fields.Datetime(string="Closed at", readonly=True, copy=False)
    posted_on = fields.Date(readonly=True, copy=False)
    posting_file = fields.Binary(
        string="Posted Paper", compute="_compute_posting", compute_sudo=True
    )
    posting_name = fields.Char(compute="_compute_posting", compute_sudo=True)
    state = fields.Selection(
        [("draft", "Draft"), ("closed", "Closed"), ("posted", "Posted")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _month_uniq = models.UniqueIndex(
        "(institution_id, month)", "The month of this home is there already."
    )
    _first_day = models.Constraint(
        "CHECK (EXTRACT(day FROM month) = 1)", "A month begins with its first day."
    )

    @api.depends("state")
    def _compute_posting(self):
        # Who works in a home has no registry of documents, but hangs this one up.
        for month in self:
            paper = month.document_ids.filtered(lambda one: one.state == "issued")[:1]
            file = paper.attachment_id
            month.posting_file = base64.b64encode(file._content()) if file else False
            month.posting_name = file.name

    @api.depends("institution_id.name", "month")
    def _compute_display_name(self):
        for month in self:
            day = month.month and month.month.strftime("%Y-%m")
            month.display_name = f"{month.institution_id.name} {day or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """Begin months at their first day, with figures."""
        for vals in vals_list:
            if day := fields.Date.to_date(vals.get("month")):
                vals["month"] = day.replace(day=1)
        months = super().create(vals_list)
        months._refresh()
        return months

    def write(self, vals):
        """Keep which month of which home it is, and who signed what is posted."""
        fixed = {"institution_id", "month"} & vals.keys()
        signed = {"signer_ids", "objections"} & vals.keys()
        if fixed or (signed and self.filtered(lambda one: one.state == "posted")):
            raise UserError(
                self.env._("A month keeps its home, and what was posted stays.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda month: month.state != "draft"):
            raise UserError(self.env._("A month that was closed stays."))

    def _last_day(self):
        return self.month + relativedelta(months=1, days=-1)

    @api.model
    def _closed_refusal(self, institution, day):
        """Why nothing may be put down for a home on a day, or False."""
        # Whether a month is closed is no secret to whoever works there.
        closed = self.sudo().search_count(
            [
                ("institution_id", "=", institution.id),
                ("month", ">=", day.replace(day=1)),
                ("state", "!=", "draft"),
            ],
            limit=1,
        )
        return bool(closed) and self.env._(
            "the accounts of %(month)s are closed: put it down in a later month",
            month=day.strftime("%Y-%m"),
        )

    # -- steps -----------------------------------------------------------------------

    def _guard_close(self):
        if fields.Date.context_today(self) <= self._last_day():
            return self.env._("the month isn't over")
        earlier = self.search_count(
            [
                ("institution_id", "=", self.institution_id.id),
                ("month", "<", self.month),
                ("state", "=", "draft"),
            ],
            limit=1,
        )
        if earlier:
            return self.env._("an earlier month isn't closed yet")
        return self._drafts_refusal()

    def _drafts_refusal(self):
        domain = [
            ("institution_id", "=", self.institution_id.id),
            ("state", "=", "draft"),
            ("date", ">=", self.month),
            ("date", "<=", self._last_day()),
        ]
        for name, sentence in (
            ("voucher", self.env._("vouchers of the month aren't entered")),
            ("purchase", self.env._("purchases of the month aren't accepted")),
            ("issue", self.env._("issues of food of the month aren't done")),
        ):
            model = self.env[f"civil.institution.ledger.{name}"]
            if model.search_count(domain, limit=1):
                return sentence
        return False

    def _close(self):
        self._refresh()

    def _guard_post(self):
        today = fields.Date.context_today(self)
        least = self.env["civil.parameter"]._get("institution.ledger_signers", today)
        signers = self.signer_ids
        if signers - self.institution_id.committee_ids:
            return self.env._("only members of the residents' committee sign")
        return len(signers) < least and self.env._(
            "%(least)s members of the residents' committee sign at least", least=least
        )

    def _post(self):
        self._write_guarded({"posted_on": fields.Date.context_today(self)})

    # -- buttons ---------------------------------------------------------------------

    def action_refresh(self):
        """Compute the figures of open months anew."""
        self.check_access("write")
        self.filtered(lambda month: month.state == "draft")._refresh()

    def action_close(self):
        """Close the months: their figures stay as they are now."""
        self._transition("closed")

    def action_post(self):
        """Note that the months are signed and posted, and print what is posted."""
        self._transition("posted")
        for month in self:
            month._issue_document("institution_ledger_posting", key=str(month.month))

    # -- what waits ------------------------------------------------------------------

    def _todo_entries(self):
        today = fields.Date.context_today(self)
        last = self._last_day()
        if self.state == "draft" and last < today:
            code, name = "close", self.env._("%s: close the month", self.display_name)
        elif self.state == "closed":
            code, name = "post", self.env._("%s: post the month", self.display_name)
        else:
            return []
        days = self.env["civil.parameter"]._get(f"institution.ledger_{code}_days", last)
        due = last + datetime.timedelta(days=days)
        # Each of the home's own people; others of the group see another home.
        return [
            TodoEntry(f"{code}-{user.id}", name, user=user, due=due)
            for user in self.institution_id.user_ids
        ]
