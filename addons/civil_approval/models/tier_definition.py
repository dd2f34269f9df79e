from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class TierDefinition(models.Model):
    """A tier of approval: who has to pass which records, in which order.

    A round of approval keeps the tiers with which it began, whatever is changed
    here meanwhile.
    """

    _name = "tier.definition"
    _inherit = ["tier.definition", "mail.thread"]
    _description = "Approval Tier"
    _order = "model, sequence, id"

    name = fields.Char(string="Tier", default=None, tracking=True)
    model_id = fields.Many2one(
        string="Applies To", required=True, ondelete="cascade", tracking=True
    )
    review_type = fields.Selection(
        compute="_compute_review_type", store=True, readonly=True
    )
    reviewer_id = fields.Many2one(
        string="Person", domain="[('share', '=', False)]", tracking=True
    )
    reviewer_group_id = fields.Many2one(string="Group", tracking=True)
    definition_domain = fields.Char(
        string="Condition",
        help="Records that need this tier; all of them where it is empty.",
        tracking=True,
    )
    sequence = fields.Integer(
        string="Order",
        default=10,
        help="The tier with the smallest number comes first.",
        tracking=True,
    )
    active = fields.Boolean(string="In Use", tracking=True)
    company_id = fields.Many2one(default=False)

    @api.model
    def _get_tier_validation_model_names(self):
        """The models whose approval is safe: those of ``civil.approval.mixin``."""
        return self.env["civil.approval.mixin"]._approval_models()

    @api.depends("reviewer_id")
    def _compute_review_type(self):
        for tier in self:
            tier.review_type = "individual" if tier.reviewer_id else "group"

    @api.onchange("review_type")
    def onchange_review_type(self):
        """Do nothing: what is set decides which kind of tier it is."""

    @api.constrains("model_id")
    def _check_model_id(self):
        names = self._get_tier_validation_model_names()
        for tier in self:
            if tier.model_id.model not in names:
                raise ValidationError(
                    self.env._(
                        "%(model)s doesn't go through approval; choose another model.",
                        model=tier.model_id.name,
                    )
                )

    @api.constrains("active", "reviewer_id", "reviewer_group_id")
    def _check_reviewer(self):
        """A tier in use names who passes it: one group, or one person still here."""
        for tier in self:
            if tier.reviewer_id and tier.reviewer_group_id:
                raise ValidationError(
                    self.env._(
                        "Tier “%(tier)s”: choose a group or a person, not both.",
                        tier=tier.name,
                    )
                )
            if tier.active and not (tier.reviewer_group_id or tier.reviewer_id.active):
                raise ValidationError(
                    self.env._(
                        "Tier “%(tier)s”: choose the group or the person who passes "
                        "it.",
                        tier=tier.name,
                    )
                )

    @api.constrains("definition_domain", "model_id")
    def _check_definition_domain(self):
        for tier in self.filtered("definition_domain"):
            try:
                tier._condition().validate(self.env[tier.model])
            except (SyntaxError, TypeError, ValueError, UserError) as error:
                raise ValidationError(
                    self.env._(
                        "Tier “%(tier)s”: the condition can't be understood. Set it "
                        "with the editor of conditions.",
                        tier=tier.name,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        """Let nothing that was computed from other tiers go on being believed."""
        tiers = super().create(vals_list)
        tiers._forget_needs()
        return tiers

    def write(self, vals):
        """Let nothing that was computed from other tiers go on being believed."""
        self._forget_needs()
        result = super().write(vals)
        self._forget_needs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if (
            self.env["tier.review"]
            .sudo()
            .search_count([("definition_id", "in", self.ids)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "Something has been decided in this tier. Put it out of use "
                    "instead of deleting it."
                )
            )

    def unlink(self):
        """Let nothing that was computed from other tiers go on being believed."""
        self._forget_needs()
        return super().unlink()

    def _forget_needs(self):
        for name in set(self.mapped("model")) & self.env.registry.keys():
            if "need_validation" in self.env[name]._fields:
                self.env[name].invalidate_model(["need_validation"])

    def _condition(self):
        """The condition as a domain; everything where there is none."""
        self.ensure_one()
        return Domain(literal_eval(self.definition_domain or "[]"))

    @api.model
    def _of_model(self, name):
        """The tiers in use for a model, in their order, whoever asks."""
        return self.sudo().search(
            [
                ("model", "=", name),
                ("company_id", "in", (False, self.env.company.id)),
            ],
            order="sequence, id",
        )

    def _refusal(self):
        """Why nobody could ever pass the tier, as a sentence, or False."""
        self.ensure_one()
        if self.reviewer_id and not self.reviewer_id.active:
            return self.env._(
                "%(name)s, who alone passes the tier “%(tier)s”, no longer works "
                "here; the administrator has to name somebody else under Approvals ‣ "
                "Tiers",
                name=self.reviewer_id.name or "",
                tier=self.name,
            )
        group = self.reviewer_group_id
        if group and not group.all_user_ids.filtered("active"):
            return self.env._(
                "nobody belongs to %(group)s, who pass the tier “%(tier)s”; the "
                "administrator has to give somebody the role",
                group=group.display_name,
                tier=self.name,
            )
        return False
