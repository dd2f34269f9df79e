from odoo import api, fields, models

from ..tools.roles import HEAD


class CivilEnforcementDiscussion(models.Model):
    """The collective discussion of a complex or serious case (集体讨论).

    Those in charge of the bureau discuss it before the decision: Administrative
    Penalty Law, article 57.
    """

    _name = "civil.enforcement.discussion"
    _description = "Collective Discussion"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, held_on, id"
    _rec_name = "conclusion"

    _open_states = ("reported", "noticed")

    held_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    place = fields.Char()
    chair_id = fields.Many2one("res.users", string="Chaired by", required=True)
    attendee_ids = fields.Many2many("res.users", string="Attended by", required=True)
    opinions = fields.Text(required=True, help="Who said what.")
    conclusion = fields.Char(required=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Let heads record it."""
        discussions = super().create(vals_list)
        discussions.case_id._check_role(HEAD)
        return discussions

    def action_issue(self):
        """Issue the record of the discussion as a document of the case."""
        self.check_access("write")
        self._check_open()
        for discussion in self:
            discussion.case_id._issue_document(
                "enforcement.discussion",
                key=f"discussion-{discussion.id}",
                held_on=discussion.held_on,
                where=discussion.place or "",
                chair=discussion.chair_id.name,
                attendees="、".join(discussion.attendee_ids.mapped("name")),
                opinions=discussion.opinions,
                conclusion=discussion.conclusion,
            )
