from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_resident.tools.pinyin import pinyin_initials

from ..tools.roles import CLERK, HEAD


class CivilFuneralPractitioner(models.Model):
    """Somebody who works in the funeral trade (殡葬从业人员名册).

    Grave diggers, Taoist priests, geomancers, bands, troupes, drivers, agents: they
    are trained, sign a commitment, and are guided to another trade where the
    district wants that.
    """

    _name = "civil.funeral.practitioner"
    _description = "Funeral Practitioner"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "name, id"
    _rec_names_search = ("name", "pinyin_initials")
    _mail_post_access = "read"

    _transitions = (
        Transition("registered", "changed", group=CLERK, guard="_guard_change"),
        Transition("registered", "barred", group=HEAD, guard="_guard_bar"),
        Transition(("changed", "barred"), "registered", group=HEAD),
        Transition("registered", "left", group=CLERK),
    )

    name = fields.Char(required=True, index="trigram", tracking=True)
    pinyin_initials = fields.Char(
        compute="_compute_pinyin_initials", store=True, index=True
    )
    resident_id = fields.Many2one(
        "civil.resident",
        string="On File as",
        index=True,
        ondelete="restrict",
        help="The resident's file holds the identity number.",
    )
    trade_id = fields.Many2one(
        "civil.funeral.trade",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    team = fields.Char(string="Band or Team")
    phone = fields.Char()
    shop_id = fields.Many2one(
        "civil.funeral.shop", string="Works at", index=True, ondelete="set null"
    )
    since = fields.Date(string="In the Trade since")
    state = fields.Selection(
        [
            ("registered", "On the Roster"),
            ("changed", "Changed Trade"),
            ("barred", "Barred"),
            ("left", "Left"),
        ],
        default="registered",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    new_trade = fields.Char(help="What the person does since the change.")
    attendance_ids = fields.One2many(
        "civil.funeral.attendance", "practitioner_id", string="Trainings"
    )
    commitment_ids = fields.One2many("civil.funeral.commitment", "practitioner_id")
    violation_ids = fields.One2many("civil.funeral.violation", "practitioner_id")
    violation_count = fields.Integer(compute="_compute_violation_count")
    last_trained_on = fields.Date(compute="_compute_last_trained_on", store=True)
    committed_until = fields.Date(compute="_compute_committed_until", store=True)
    active = fields.Boolean(default=True)

    _resident_trade_uniq = models.UniqueIndex(
        "(resident_id, trade_id) WHERE resident_id IS NOT NULL AND active",
        "This person is already on the roster of this trade.",
    )

    @api.depends("name")
    def _compute_pinyin_initials(self):
        for person in self:
            person.pinyin_initials = pinyin_initials(person.name or "")

    @api.depends("violation_ids")
    def _compute_violation_count(self):
        counts = dict(
            self.env["civil.funeral.violation"]._read_group(
                [("practitioner_id", "in", self.ids)], ["practitioner_id"], ["__count"]
            )
        )
        for person in self:
            person.violation_count = counts.get(person, 0)

    @api.depends("attendance_ids.date", "attendance_ids.passed")
    def _compute_last_trained_on(self):
        for person in self:
            passed = person.attendance_ids.filtered("passed")
            person.last_trained_on = max(passed.mapped("date"), default=False)

    @api.depends("commitment_ids.valid_until")
    def _compute_committed_until(self):
        for person in self:
            person.committed_until = max(
                person.commitment_ids.mapped("valid_until"), default=False
            )

    @api.onchange("resident_id")
    def _onchange_resident_id(self):
        if self.resident_id:
            self.name = self.resident_id.name
            self.division_id = self.resident_id.division_id

    def _guard_change(self):
        return not self.new_trade and self.env._("it isn't said to which new trade")

    def _guard_bar(self):
        return not self.violation_ids and self.env._(
            "no violation is on record for which the person could be barred"
        )

    def action_change(self):
        """Note that the people have changed to the trade named on their page."""
        self._transition("changed")

    def action_bar(self):
        """Bar the people from the trade, after a violation."""
        self._transition("barred")

    def action_register(self):
        """Put the people back on the roster."""
        self._transition("registered")

    def action_leave(self):
        """Note that the people have left the trade or the district."""
        self._transition("left")

    def action_open_violations(self):
        """Show the violations of the person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_goods.civil_funeral_violation_action"
        )
        return {
            **action,
            "domain": [("practitioner_id", "=", self.id)],
            "context": {
                "default_practitioner_id": self.id,
                "default_division_id": self.division_id.id,
            },
        }
