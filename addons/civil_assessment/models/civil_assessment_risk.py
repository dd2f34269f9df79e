from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

ASSESSOR = "civil_assessment.group_assessor"
HEAD = "civil_assessment.group_head"
_OPEN_PREFIXES = ("message_", "activity_")
_AT_TELLING = {"told_to", "told_relation", "told_on"}


class CivilAssessmentRisk(models.Model):
    """The nine risks of one person and what is done about them (安全风险评估, 九防).

    GB 38600-2019: assessed before admission, at least once a year and whenever the
    condition changes; the family is told and signs.
    """

    _name = "civil.assessment.risk"
    _description = "Risk Assessment"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.printed.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _todo_triggers = ("state", "review_date", "resident_id")
    _transitions = (
        Transition("draft", "assessed", ASSESSOR, guard="_guard_assess"),
        Transition(
            "assessed", "signed", ASSESSOR, guard="_guard_sign", effect="_effect_sign"
        ),
        Transition(
            "assessed", "draft", ASSESSOR, name="reopen", effect="_effect_reopen"
        ),
        Transition("signed", "replaced"),
        Transition(("signed", "replaced"), "voided", HEAD, effect="_effect_void"),
    )
    _guarded = ("review_date", "void_reason", "is_notice_old")

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict", tracking=True
    )
    division_id = fields.Many2one(
        related="resident_id.division_id", store=True, precompute=True
    )
    assessment_id = fields.Many2one(
        "civil.assessment",
        string="Ability Assessment",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('resident_id', '=', resident_id)]",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    reason = fields.Selection(
        [
            ("admission", "Before Admission"),
            ("yearly", "Yearly"),
            ("change", "Condition Changed"),
            ("other", "Other"),
        ],
        string="Reason for Assessing",
        required=True,
        default="admission",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Assessor",
        required=True,
        default=lambda self: self.env.user,
        index=True,
    )
    line_ids = fields.One2many("civil.assessment.risk.line", "sheet_id", string="Risks")
    risk_count = fields.Integer(
        string="Risks Found", compute="_compute_counts", store=True
    )
    high_count = fields.Integer(
        string="High Risks", compute="_compute_counts", store=True
    )
    told_to = fields.Char(
        string="Told to", help="Who of the family was told and signed."
    )
    told_relation = fields.Char(string="Relation to the Person")
    told_on = fields.Date(string="Told and Signed on")
    review_date = fields.Date(
        string="Assess Again by", readonly=True, copy=False, index=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("assessed", "Assessed"),
            ("signed", "Told and Signed"),
            ("replaced", "Replaced"),
            ("voided", "Voided"),
        ],
        default="draft",
        required=True,
        index=True,
        readonly=True,
        tracking=True,
    )
    void_reason = fields.Char(string="Voided because", readonly=True, copy=False)
    note = fields.Text()

    @api.depends("line_ids.level")
    def _compute_counts(self):
        for sheet in self:
            levels = sheet.line_ids.mapped("level")
            sheet.high_count = levels.count("high")
            sheet.risk_count = sheet.high_count + levels.count("protect")

    @api.depends("resident_id.name", "date")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = f"{sheet.resident_id.name or ''} {sheet.date or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """Lay the risks of the day out."""
        sheets = super().create(vals_list)
        for sheet in sheets:
            kinds = self.env["civil.assessment.risk.kind"]._on(sheet.date)
            sheet.line_ids = [
                Command.create({"kind_id": kind.id})
                for kind in kinds - sheet.line_ids.kind_id
            ]
        return sheets

    def write(self, vals):
        """Keep what was assessed, and everything once the family signed."""
        changed = {
            name
            for name in vals
            if not name.startswith(_OPEN_PREFIXES) and name in self._fields
        }
        if not self._has_pass(vals):
            for sheet in self.filtered(lambda s: s.state != "draft"):
                open_names = _AT_TELLING if sheet.state == "assessed" else set()
                if changed - open_names:
                    raise UserError(
                        self.env._(
                            "%(sheet)s is %(state)s and stays as it is; assess again.",
                            sheet=sheet.display_name,
                            state=sheet._state_label(),
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        for sheet in self.filtered(lambda s: s.state != "draft"):
            raise UserError(
                self.env._(
                    "%(sheet)s can't be deleted: it is no draft any more.",
                    sheet=sheet.display_name,
                )
            )

    # -- guards and effects ----------------------------------------------------------

    def _guard_assess(self):
        if self.date > fields.Date.context_today(self):
            return self.env._("the day of the assessment lies ahead")
        kinds = self.env["civil.assessment.risk.kind"]._on(self.date)
        assessed = self.line_ids.filtered("level")
        if missing := kinds - assessed.kind_id:
            return self.env._(
                "missing: %(risks)s", risks="、".join(missing.mapped("name"))
            )
        bare = assessed.filtered(
            lambda line: line.level != "none" and not (line.measures or "").strip()
        )
        if bare:
            return self.env._(
                "write the measures against: %(risks)s",
                risks="、".join(bare.kind_id.mapped("name")),
            )
        return False

    def _guard_sign(self):
        if not (self.told_to and self.told_relation and self.told_on):
            return self.env._("write who of the family was told and signed, and when")
        if self.told_on < self.date:
            return self.env._("the family signed before the assessment")
        newer = self.sudo()._siblings("signed").filtered(lambda s: s.date > self.date)
        return bool(newer) and self.env._("a newer one is signed")

    def _effect_sign(self):
        for sheet in self:
            months = self.env["civil.parameter"]._get(
                "assessment.risk_months", sheet.date, sheet.division_id
            )
            review = sheet.date + relativedelta(months=months)
            sheet._write_guarded({"review_date": review})
            for earlier in sheet.sudo()._siblings("signed"):
                earlier._write_guarded({"state": "replaced"})

    def _effect_void(self):
        for sheet in self.filtered(lambda s: s.state == "signed"):
            earlier = sheet.sudo()._siblings("replaced")[:1]
            earlier._write_guarded({"state": "signed"})

    def _siblings(self, state):
        """Return the person's other sheets in a state, the newest first."""
        return self.search(
            Domain("resident_id", "=", self.resident_id.id)
            & Domain("state", "=", state)
            & Domain("id", "!=", self.id)
        )

    # -- buttons -----------------------------------------------------------------------

    def action_assess(self):
        """Close the sheets: every risk has its level and measures."""
        self._transition("assessed")

    def action_sign(self):
        """Record that the family was told and signed."""
        self._transition("signed")

    def action_reopen(self):
        """Take what the family hasn't signed back to the draft."""
        self._transition("draft", "reopen")

    def action_void(self, reason):
        """Void signed sheets; the earlier ones hold again.

        :param str reason: what is wrong with them
        :raises UserError: there is no reason
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason first."))
        self._transition("voided")
        self._write_guarded({"void_reason": reason.strip()})

    def action_ask_void(self):
        """Ask why the sheets are voided."""
        return self.env["civil.assessment.reason"]._open(
            self, "action_void", self.env._("Void Risk Assessments")
        )

    @api.model
    def _held_domain(self, user):
        return super()._held_domain(user) & Domain("state", "=", "draft")

    def _todo_entries(self):
        person = self.resident_id.name
        if self.state == "draft":
            name = self.env._("Assess the risks of %(person)s", person=person)
            return [TodoEntry("draft", name, user=self.user_id)]
        if self.state == "assessed":
            name = self.env._("Tell the family the risks of %(person)s", person=person)
            return [TodoEntry("assessed", name, user=self.user_id)]
        if self.state == "signed" and self._is_review_near():
            name = self.env._("Assess the risks of %(person)s again", person=person)
            group = self.env.ref("civil_assessment.group_clerk")
            return [TodoEntry("review", name, group=group, due=self.review_date)]
        return []

    @api.model
    def _todo_domain(self):
        near = Domain("review_date", "<=", self._remind_through())
        alive = Domain("resident_id.death_date", "=", False)
        return super()._todo_domain() & (
            Domain("state", "in", ("draft", "assessed"))
            | (Domain("state", "=", "signed") & near & alive)
        )

    @api.model
    def _remind_through(self):
        """Return the last day whose reviews are shown today."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get("assessment.remind_days", today)
        return fields.Date.add(today, days=days)

    def _is_review_near(self):
        """Tell whether the single record soon has to be made anew."""
        due = self.review_date
        return (
            bool(due)
            and not self.resident_id.death_date
            and (due <= self._remind_through())
        )
