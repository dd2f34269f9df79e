from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK


class CivilFuneralCleanupSite(models.Model):
    """A place that a clean-up campaign found (清理点位)."""

    _name = "civil.funeral.cleanup.site"
    _description = "Place Found by a Clean-up"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin"]
    _order = "found_on desc, id desc"
    _rec_name = "place"

    _transitions = (
        Transition("found", "ordered", group=CLERK, guard="_guard_order"),
        Transition(("found", "ordered"), "cleared", group=CLERK, guard="_guard_clear"),
        Transition(("found", "ordered"), "handed_on", group=CLERK, effect="_make_clue"),
    )

    cleanup_id = fields.Many2one(
        "civil.funeral.cleanup", required=True, index=True, ondelete="cascade"
    )
    aim = fields.Selection(related="cleanup_id.aim", store=True)
    place = fields.Char(required=True)
    found_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    description = fields.Text(help="What was found, and whose it is.")
    shop_id = fields.Many2one("civil.funeral.shop", index=True, ondelete="set null")
    quantity = fields.Integer(default=1, help="Pieces, such as coffins.")
    due_on = fields.Date(help="Until when it has to be cleared.")
    cleared_on = fields.Date()
    disposal = fields.Char(help="What became of it.")
    photo = fields.Image(max_width=1600, max_height=1600)
    photo_after = fields.Image(
        string="Photograph Afterwards", max_width=1600, max_height=1600
    )
    state = fields.Selection(
        [
            ("found", "Found"),
            ("ordered", "Ordered to Clear"),
            ("cleared", "Cleared"),
            ("handed_on", "Handed to Enforcement"),
        ],
        default="found",
        required=True,
        readonly=True,
        index=True,
    )

    _not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "The number of pieces can't be below zero."
    )

    def _guard_order(self):
        return not self.due_on and self.env._("it isn't said until when")

    def _guard_clear(self):
        if not self.cleared_on:
            return self.env._("the day on which it was cleared is missing")
        if self.cleared_on < self.found_on:
            return self.env._("it can't have been cleared before it was found")
        return False

    def _make_clue(self):
        labels = dict(self._fields["aim"]._description_selection(self.env))
        for site in self:
            self.env["civil.enforcement.clue"].create(
                {
                    "source": "patrol",
                    "summary": self.env._(
                        "%(aim)s: %(quantity)s pieces at %(place)s",
                        aim=labels[site.aim],
                        quantity=site.quantity,
                        place=site.place,
                    ),
                    "deed_date": site.found_on,
                    "place": site.place,
                    "organization_id": site.shop_id.organization_id.id,
                    "party_text": site.shop_id.name or site.description,
                    "division_id": site.division_id.id,
                    "origin_model": site._name,
                    "origin_id": site.id,
                }
            )

    def action_order(self):
        """Note that the places have to be cleared until a day."""
        self._transition("ordered")

    def action_clear(self):
        """Note that the places are cleared."""
        self._transition("cleared")

    def action_hand_on(self):
        """Hand the places to enforcement."""
        self._transition("handed_on")
