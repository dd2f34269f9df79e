from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilApprovalLock(models.AbstractModel):
    """What is under approval or approved stays, and no way leads past the steps.

    The part of ``civil.approval.mixin`` that closes what base_tier_validation leaves
    open.
    """

    _name = "civil.approval.lock"
    _description = "Approval Lock"
    _inherit = ["civil.workflow.mixin", "tier.validation"]

    #: The waiting state, the state reached by the last tier, and the state in which
    #: the record is given up, under the names that base_tier_validation gives them.
    _state_from = ["under_approval"]
    _state_to = ["approved"]
    _cancel_state = "voided"
    #: Fields that stay open under approval: nobody decides about them.
    _approval_open_fields = ()

    is_approval_frozen = fields.Boolean(
        compute="_compute_is_approval_frozen",
        help="Under approval or approved: the content can't change.",
    )

    @api.depends("state")
    def _compute_is_approval_frozen(self):
        states = {*self._state_from, *self._state_to}
        for record in self:
            record.is_approval_frozen = record.state in states

    def write(self, vals):
        """Refuse to change what is under approval or approved."""
        closed = {name for name in vals if not self._is_approval_open(name)}
        if closed and not self._has_pass(vals):
            frozen = self.filtered("is_approval_frozen")[:1]
            if frozen:
                raise UserError(
                    self.env._(
                        "%(record)s is %(state)s; %(fields)s can't change. Take it "
                        "back or have it sent back first.",
                        record=frozen.display_name,
                        state=frozen._state_label(),
                        fields=", ".join(
                            sorted(
                                self._fields[name]._description_string(self.env)
                                for name in closed
                            )
                        ),
                    )
                )
        return super().write(vals)

    def unlink(self):
        """Refuse to delete what has been decided about, with its decisions."""
        # base_tier_validation deletes the reviews before ondelete methods are asked.
        # pylint: disable=no-raise-unlink
        if self.sudo().review_ids:
            raise UserError(
                self.env._(
                    "Approval has been asked for; void the record instead of deleting "
                    "it."
                )
            )
        return super().unlink()

    @api.model
    def _is_approval_open(self, name):
        """Tell whether the field may be written whatever the approval."""
        field = self._fields.get(name)
        return (
            field is None
            or name in self._approval_open_fields
            or name.startswith(("message_", "activity_"))
            or not (field.store or field.inverse)
        )

    # -- the ways of base_tier_validation past the steps -------------------------

    def _refuse_other_way(self):
        raise UserError(
            self.env._("Submit and decide with the buttons of the form, please.")
        )

    def request_validation(self):
        """Refuse: the submit step asks for approval."""
        self._refuse_other_way()

    def restart_validation(self):
        """Refuse: taking back and sending back end a round."""
        self._refuse_other_way()

    def validate_tier(self):
        """Refuse: the steps pass tiers."""
        self._refuse_other_way()

    def reject_tier(self):
        """Refuse: sending back is a step."""
        self._refuse_other_way()

    def _validate_tier(self, tiers=False):
        self._refuse_other_way()

    def _rejected_tier(self, tiers=False):
        self._refuse_other_way()

    def _tier_validation_check_state_on_write(self, vals):
        """Do nothing: the state is written by steps only."""

    def _tier_validation_check_write_allowed(self, vals):
        """Do nothing: no context and no exception opens what is frozen."""

    def _tier_validation_check_write_remove_reviews(self, vals):
        """Do nothing: reviews are never deleted."""
