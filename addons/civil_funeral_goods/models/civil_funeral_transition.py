from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilFuneralTransition(models.Model):
    """A shop guided to another trade or to closing (引导转行、关停).

    An agreement with a last day; it is done when no coffin is left in the shop.
    """

    _name = "civil.funeral.transition"
    _description = "Guided Change of a Funeral Shop"
    _inherit = ["civil.workflow.mixin", "mail.thread"]
    _order = "deadline, id"
    _rec_name = "shop_id"
    _mail_post_access = "read"

    _transitions = (
        Transition("talking", "agreed", group=CLERK, guard="_guard_agree"),
        Transition(
            "agreed", "done", group=HEAD, guard="_guard_done", effect="_move_shop"
        ),
        Transition(("talking", "agreed"), "given_up", group=HEAD),
    )

    shop_id = fields.Many2one(
        "civil.funeral.shop", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(related="shop_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="shop_id.town_id", store=True)
    aim = fields.Selection(
        [("change", "Change of Trade"), ("close", "Closing")],
        required=True,
        default="change",
    )
    new_business = fields.Char(help="What the shop sells or does afterwards.")
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user
    )
    agreed_on = fields.Date()
    deadline = fields.Date(index=True)
    paper = fields.Binary(string="Signed Agreement", attachment=True)
    paper_name = fields.Char()
    coffin_stock = fields.Integer(related="shop_id.coffin_stock")
    note = fields.Text(help="What was said and offered.")
    is_late = fields.Boolean(compute="_compute_is_late")
    state = fields.Selection(
        [
            ("talking", "Being Talked to"),
            ("agreed", "Agreed"),
            ("done", "Done"),
            ("given_up", "Given Up"),
        ],
        default="talking",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _one_open = models.UniqueIndex(
        "(shop_id) WHERE state IN ('talking', 'agreed')",
        "This shop is already being guided.",
    )

    @api.depends("deadline", "state")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for change in self:
            change.is_late = bool(
                change.state == "agreed" and change.deadline and change.deadline < today
            )

    def _guard_agree(self):
        if not self.agreed_on or not self.deadline:
            return self.env._("the day of the agreement and its last day are missing")
        if self.deadline < self.agreed_on:
            return self.env._("its last day lies before the agreement")
        if self.aim == "change" and not self.new_business:
            return self.env._("the new business isn't named")
        return False

    def _guard_done(self):
        if self.shop_id.coffin_stock:
            return self.env._(
                "%(count)s coffins are still in the shop, by the last count",
                count=self.shop_id.coffin_stock,
            )
        return False

    def _move_shop(self):
        for aim, target in (("change", "changed"), ("close", "closed")):
            shops = self.filtered(lambda change, a=aim: change.aim == a).shop_id
            shops._transition(target)

    def action_agree(self):
        """Note that the shops' owners have agreed."""
        self._transition("agreed")

    def action_done(self):
        """Note that the shops have changed their trade or closed."""
        self._transition("done")

    def action_give_up(self):
        """Note that the guidance came to nothing."""
        self._transition("given_up")
