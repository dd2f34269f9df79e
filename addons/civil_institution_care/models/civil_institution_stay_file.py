from odoo import api, fields, models


class CivilInstitutionStayFile(models.Model):
    """What the file of a stay holds: contacts, documents, what is dated."""

    _inherit = "civil.institution.stay"

    emergency_name = fields.Char(string="Emergency Contact", tracking=True)
    emergency_relation = fields.Char(string="Relation of the Contact")
    emergency_phone = fields.Char(string="Phone of the Contact", tracking=True)
    agent_name = fields.Char(string="Guardian or Agent", tracking=True)
    agent_relation = fields.Char(string="Relation of the Agent")
    agent_phone = fields.Char(string="Phone of the Agent")
    has_application = fields.Boolean(string="Application Form")
    has_identity_copy = fields.Boolean(string="Copy of the Identity Card")
    has_household_book = fields.Boolean(string="Copy of the Household Book")
    has_agent_identity = fields.Boolean(string="Copy of the Guardian's Identity Card")
    medical_report_on = fields.Date(string="Medical Report of")
    medical_report_by = fields.Char(string="Medical Report by")
    medical_note = fields.Text(string="Illnesses and Drugs to Know of")
    is_central_supply = fields.Boolean(
        string="Central Supply",
        compute="_compute_is_central_supply",
        store=True,
        readonly=False,
        precompute=True,
        help="The destitute person is supplied in the institution.",
    )
    supply_agreed_on = fields.Date(string="Supply Agreement of")
    belonging_ids = fields.One2many("civil.institution.belonging", "stay_id")
    plan_ids = fields.One2many("civil.institution.plan", "stay_id")
    expected_on = fields.Date(
        string="Expected Back on", compute="_compute_expected_on", store=True
    )
    is_overdue = fields.Boolean(
        string="Not Back in Time",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
    )
    agreement_until = fields.Date(
        string="Agreement through", compute="_compute_agreement_until", store=True
    )
    review_on = fields.Date(
        string="Care Plan Review", compute="_compute_review_on", store=True
    )

    @api.depends("payer")
    def _compute_is_central_supply(self):
        for stay in self:
            stay.is_central_supply = stay.payer == "destitute"

    @api.depends("absence_ids.expected_on", "absence_ids.date_to")
    def _compute_expected_on(self):
        for stay in self:
            away = stay.absence_ids.filtered(lambda a: not a.date_to)
            stay.expected_on = away[:1].expected_on

    @api.depends("expected_on")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for stay in self:
            stay.is_overdue = bool(stay.expected_on) and stay.expected_on < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("expected_on", "<", fields.Date.context_today(self))
        return fields.Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("agreement_ids.state", "agreement_ids.date_until")
    def _compute_agreement_until(self):
        for stay in self:
            signed = stay.agreement_ids.filtered(
                lambda one: one.kind == "service" and one.state == "signed"
            )
            stay.agreement_until = max(
                filter(None, signed.mapped("date_until")), default=False
            )

    @api.depends("plan_ids.state", "plan_ids.review_on")
    def _compute_review_on(self):
        for stay in self:
            valid = stay.plan_ids.filtered(lambda plan: plan.state == "valid")
            stay.review_on = valid[:1].review_on
