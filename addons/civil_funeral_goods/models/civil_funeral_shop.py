from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilFuneralShop(models.Model):
    """A shop of the funeral trade (丧葬用品店): coffins, goods, wreaths, tombstones.

    It is an organization with a kind, a scope of business, a license or a filing,
    checks, counts of its stock and violations.
    """

    _name = "civil.funeral.shop"
    _description = "Funeral Shop"
    _inherits = {"civil.organization": "organization_id"}
    _inherit = [
        "civil.workflow.mixin",
        "civil.funeral.shop.findings",
        "civil.funeral.shop.license",
        "civil.funeral.shop.inspection",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "town_id, id"
    _mail_post_access = "read"

    _transitions = (
        Transition("normal", "rectifying", group=CLERK),
        Transition("rectifying", "normal", group=CLERK, guard="_guard_normal"),
        Transition(("normal", "rectifying"), "suspended", group=HEAD),
        Transition("suspended", "normal", group=HEAD, guard="_guard_normal"),
        # With the guided change (civil.funeral.transition) only.
        Transition(("normal", "rectifying", "suspended"), "changed", group=HEAD),
        Transition(("normal", "rectifying", "suspended"), "closed", group=HEAD),
    )

    organization_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    town_id = fields.Many2one(related="organization_id.town_id", store=True, index=True)
    shop_kind_id = fields.Many2one(
        "civil.funeral.shop.kind",
        string="Kind of Shop",
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    operator_id = fields.Many2one(
        "civil.resident",
        string="Operator on File",
        index="btree_not_null",
        ondelete="restrict",
        help="The resident's file holds the identity number.",
    )
    scope = fields.Text(
        string="Scope of Business", help="As the register of enterprises has it."
    )
    goods_ids = fields.Many2many(
        "civil.funeral.goods",
        compute="_compute_goods_ids",
        store=True,
        help="What the kind of shop sells by nature and the scope names.",
    )
    registration = fields.Selection(
        [("license", "License"), ("filing", "Filing")],
        default="filing",
        required=True,
        help="Whether the shop needs a license or files its business.",
    )
    registered_on = fields.Date(tracking=True)
    valid_until = fields.Date(tracking=True, help="Empty: without an end.")
    last_checked_on = fields.Date(tracking=True)
    state = fields.Selection(
        [
            ("normal", "Normal"),
            ("rectifying", "Rectifying"),
            ("suspended", "Suspended"),
            ("changed", "Changed Trade"),
            ("closed", "Closed"),
        ],
        default="normal",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    stock_ids = fields.One2many("civil.funeral.stock", "shop_id", string="Counts")
    transition_ids = fields.One2many("civil.funeral.transition", "shop_id")
    violation_ids = fields.One2many("civil.funeral.violation", "shop_id")
    violation_count = fields.Integer(compute="_compute_counts", string="Violations")
    stock_count = fields.Integer(compute="_compute_counts", string="Counts Made")
    coffin_stock = fields.Integer(
        compute="_compute_coffin_stock",
        store=True,
        string="Coffins in Stock",
        help="By the last count.",
    )

    _organization_uniq = models.UniqueIndex(
        "(organization_id)", "This organization is already on record as a shop."
    )
    _days_in_order = models.Constraint(
        "CHECK (valid_until IS NULL OR registered_on IS NULL"
        " OR valid_until >= registered_on)",
        "A registration can't end before it begins.",
    )

    @api.depends("scope", "shop_kind_id.goods_id")
    def _compute_goods_ids(self):
        judge = self.env["civil.funeral.shop.judge"]
        for shop in self:
            named = judge._goods(shop.shop_kind_id, shop.scope)
            shop.goods_ids = self.env["civil.funeral.goods"].browse(named)

    @api.depends("violation_ids", "stock_ids")
    def _compute_counts(self):
        for name, model in (
            ("violation_count", "civil.funeral.violation"),
            ("stock_count", "civil.funeral.stock"),
        ):
            counts = dict(
                self.env[model]._read_group(
                    [("shop_id", "in", self.ids)], ["shop_id"], ["__count"]
                )
            )
            for shop in self:
                shop[name] = counts.get(shop, 0)

    @api.depends("stock_ids.quantity", "stock_ids.date", "stock_ids.goods_id")
    def _compute_coffin_stock(self):
        coffin = self.env.ref("civil_funeral_goods.goods_coffin")
        for shop in self:
            counts = shop.stock_ids.filtered(lambda count: count.goods_id == coffin)
            last = counts.sorted(lambda count: (count.date, count.id))[-1:]
            shop.coffin_stock = last.quantity

    def _guard_normal(self):
        if self.violation_ids.filtered(lambda found: found.handling == "open"):
            return self.env._("it still has open violations")
        return False

    def _check_done(self, day):
        """Note that the shops were checked on ``day``, if that is news."""
        for shop in self:
            if not shop.last_checked_on or shop.last_checked_on < day:
                shop.last_checked_on = day

    # -- buttons -----------------------------------------------------------------

    def action_rectify(self):
        """Have the shops put things right."""
        self._transition("rectifying")

    def action_normal(self):
        """Note that nothing is wrong with the shops anymore."""
        self._transition("normal")

    def action_suspend(self):
        """Note that the shops are suspended."""
        self._transition("suspended")

    def action_guide(self):
        """Begin guiding the shop to another trade or to closing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Guided Change"),
            "res_model": "civil.funeral.transition",
            "views": [(False, "form")],
            "context": {"default_shop_id": self.id},
        }

    def action_open_violations(self):
        """Show the violations of the shop."""
        return self._open("civil_funeral_violation_action")

    def action_open_stock(self):
        """Show the counts of the shop's stock."""
        return self._open("civil_funeral_stock_action")

    def _open(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"civil_funeral_goods.{name}"
        )
        return {
            **action,
            "domain": [("shop_id", "=", self.id)],
            "context": {
                "default_shop_id": self.id,
                "default_division_id": self.division_id.id,
            },
        }
