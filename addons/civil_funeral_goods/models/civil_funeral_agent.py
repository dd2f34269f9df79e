from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilFuneralAgent(models.Model):
    """An agent of the funeral trade and its filing (殡葬代理备案).

    Agents, buyers of goods, planners and consultants file with the district's civil
    affairs (Regulation on Funeral Management, State Council Order 824, article 41,
    in force 2026-03-30); whoever cheats, forces or sells data is marked.
    """

    _name = "civil.funeral.agent"
    _description = "Funeral Agent"
    _inherit = [
        "civil.workflow.mixin",
        "civil.party.mixin",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "filed_on desc, id desc"
    _rec_name = "party_name"
    _mail_post_access = "read"
    _guarded = ("number", "filed_on")

    _transitions = (
        Transition(
            "draft", "filed", group=CLERK, guard="_guard_file", effect="_give_number"
        ),
        Transition("filed", "marked", group=HEAD, guard="_guard_mark"),
        Transition("marked", "filed", name="unmark", group=HEAD),
        Transition(("filed", "marked"), "struck", group=HEAD),
    )

    number = fields.Char(string="Filing Number", readonly=True, copy=False)
    service_ids = fields.Many2many(
        "civil.funeral.agent.service", string="Services", help="What is filed for."
    )
    scope = fields.Text()
    phone = fields.Char()
    since = fields.Date(string="In Business since")
    filed_on = fields.Date(readonly=True, copy=False)
    commitment = fields.Binary(string="Signed Commitment", attachment=True)
    commitment_name = fields.Char()
    mark_reason = fields.Text(string="Why Marked", help="Shown to the public.")
    violation_ids = fields.One2many("civil.funeral.violation", "agent_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("filed", "Filed"),
            ("marked", "Marked"),
            ("struck", "Struck Off"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This filing number is already given."
    )
    _organization_uniq = models.UniqueIndex(
        "(organization_id) WHERE organization_id IS NOT NULL AND state != 'struck'",
        "This organization has already filed.",
    )
    _resident_uniq = models.UniqueIndex(
        "(resident_id) WHERE resident_id IS NOT NULL AND state != 'struck'",
        "This person has already filed.",
    )

    def _guard_file(self):
        if not self.service_ids:
            return self.env._("it isn't said which services are filed")
        if not self.commitment:
            return self.env._("the signed commitment is missing")
        return False

    def _guard_mark(self):
        return not self.mark_reason and self.env._("the reason for the mark is missing")

    def _give_number(self):
        for agent in self:
            agent._write_guarded(
                {
                    "number": self.env["civil.numbering"]._next("funeral.agent"),
                    "filed_on": fields.Date.context_today(self),
                }
            )

    def action_file(self):
        """Take the filing into the register."""
        self._transition("filed")

    def action_mark(self):
        """Mark the agents in the register, for the reason on their page."""
        self._transition("marked")

    def action_unmark(self):
        """Take the mark away again."""
        self._transition("filed", "unmark")

    def action_strike(self):
        """Strike the agents off the register."""
        self._transition("struck")

    @api.depends("number")
    def _compute_display_name(self):
        for agent in self:
            parts = (agent.party_name, agent.number)
            agent.display_name = " ".join(filter(None, parts))
