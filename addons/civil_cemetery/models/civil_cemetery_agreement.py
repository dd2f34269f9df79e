from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools import CLERK, COUNTER

#: States in which the plot belongs to the holder.
OPEN = ("draft", "signed", "active", "overdue", "announced")


class CivilCemeteryAgreement(models.Model):
    """The agreement on the use of a plot or niche (墓穴、格位使用协议).

    A plot isn't resold: it goes back to the facility only; another holder follows by
    inheritance with a proof (``civil.cemetery.holder``).
    """

    _name = "civil.cemetery.agreement"
    _description = "Agreement on a Plot"
    _inherit = [
        "civil.workflow.mixin",
        "civil.cemetery.identity",
        "civil.cemetery.entitlement",
        "civil.cemetery.agreement.paper",
        "civil.cemetery.paper",
        "civil.cemetery.agreement.steps",
        "civil.cemetery.agreement.tenure",
        "civil.cemetery.agreement.end",
        "civil.cemetery.existing",
        "civil.cemetery.agreement.todo",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ("number", "certificate_number", "holder_name")
    _mail_post_access = "read"

    _transitions = (
        Transition(
            "draft", "signed", group=COUNTER, guard="_guard_sign", effect="_sign"
        ),
        Transition(
            "signed",
            "active",
            group=COUNTER,
            guard="_guard_activate",
            effect="_activate",
        ),
        # By the daily look at the terms.
        Transition("active", "overdue", effect="_fall_due"),
        Transition(
            ("overdue", "announced"),
            "active",
            group=COUNTER,
            guard="_guard_renewed",
            effect="_come_back",
            name="renew",
        ),
        Transition(
            "overdue",
            "announced",
            group=CLERK,
            guard="_guard_announce",
            effect="_announce",
        ),
        Transition(
            "announced",
            "reburied",
            group=CLERK,
            guard="_guard_rebury",
            effect="_vacate",
        ),
        Transition(
            ("active", "overdue", "announced"),
            "moved",
            group=COUNTER,
            guard="_guard_move",
            effect="_vacate",
        ),
        Transition(
            ("draft", "signed", "active"),
            "returned",
            group=COUNTER,
            guard="_guard_return",
            effect="_give_back",
        ),
    )
    _guarded = (
        "number",
        "certificate_number",
        "signed_on",
        "noticed_on",
        "announced_on",
        "announced_until",
        "ended_on",
    )

    number = fields.Char(string="Agreement", readonly=True, copy=False, index=True)
    certificate_number = fields.Char(
        string="Certificate", readonly=True, copy=False, index="trigram"
    )
    plot_id = fields.Many2one(
        "civil.cemetery.plot", required=True, index=True, ondelete="restrict"
    )
    facility_id = fields.Many2one(related="plot_id.facility_id", store=True, index=True)
    zone_id = fields.Many2one(related="plot_id.zone_id", store=True)
    division_id = fields.Many2one(related="plot_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="plot_id.town_id", store=True)
    holder_name = fields.Char(
        string="Holder", required=True, index="trigram", tracking=True
    )
    phone = fields.Char()
    address = fields.Char()
    relation = fields.Char(string="Relation to the Deceased or Future User")
    currency_id = fields.Many2one(related="facility_id.currency_id")
    ground = fields.Selection(
        selection_add=[("record", "Taken Over from the Register")],
        ondelete={"record": "cascade"},
    )
    price = fields.Monetary(
        compute="_compute_price", store=True, readonly=False, string="Price of the Plot"
    )
    years = fields.Integer(
        required=True,
        default=lambda self: self._default_years(),
        help="Of the first term.",
    )
    signed_on = fields.Date(readonly=True, copy=False)
    term_ids = fields.One2many("civil.cemetery.term", "agreement_id", string="Terms")
    receipt_ids = fields.One2many("civil.cemetery.receipt", "agreement_id")
    interment_ids = fields.One2many("civil.cemetery.interment", "agreement_id")
    holder_ids = fields.One2many(
        "civil.cemetery.holder", "agreement_id", string="Changes of the Holder"
    )
    interment_count = fields.Integer(
        compute="_compute_interment_count", string="Interments"
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True)
    announced_on = fields.Date(readonly=True, copy=False)
    announced_until = fields.Date(readonly=True, copy=False)
    ended_on = fields.Date(readonly=True, copy=False)
    moved_to = fields.Char(string="Destination", copy=False)
    end_reason = fields.Char(copy=False)
    note = fields.Text()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("active", "In Force"),
            ("overdue", "Overdue"),
            ("announced", "Announced"),
            ("moved", "Moved Away"),
            ("returned", "Given Back"),
            ("reburied", "Common Burial"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _one_open = models.UniqueIndex(
        "(plot_id) WHERE is_open", "There is already an agreement on this plot."
    )
    _number_uniq = models.UniqueIndex(
        "(number)", "There is already an agreement with this number."
    )
    _certificate_uniq = models.UniqueIndex(
        "(certificate_number, facility_id)",
        "This facility has already issued a certificate with this number.",
    )
    _cremation_uniq = models.UniqueIndex(
        "(cremation_number) WHERE is_open AND ground = 'cremation'",
        "There is already an agreement on the ground of this cremation certificate.",
    )
    _price_check = models.Constraint(
        "CHECK (price >= 0 AND years > 0)",
        "The price can't be below zero, and there is at least one year.",
    )

    @api.depends("state")
    def _compute_is_open(self):
        for agreement in self:
            agreement.is_open = agreement.state in OPEN

    @api.depends("plot_id")
    def _compute_price(self):
        for agreement in self:
            agreement.price = agreement.plot_id.price

    @api.depends("interment_ids.state")
    def _compute_interment_count(self):
        for agreement in self:
            lying = agreement.interment_ids.filtered(lambda i: i.state == "active")
            agreement.interment_count = len(lying)

    @api.depends("number", "certificate_number", "state", "plot_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for agreement in self:
            number = agreement.certificate_number or agreement.number
            if agreement.state == "draft":
                number = self.env._("Draft")
            parts = (number, agreement.plot_id.display_name)
            agreement.display_name = " ".join(filter(None, parts))
