from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

from ..tools.roles import CLERK, HEAD

_STEP = Door("civil_institution_spot_step")


class CivilInstitutionSpot(models.Model):
    """A person of a claim who is rung up or visited (抽查核实).

    Drawn by the claim, recorded by its buttons; whoever wasn't there isn't paid until
    the section head clears it, for a reason.
    """

    _name = "civil.institution.spot"
    _description = "Checked Person of a Claim"
    _inherit = ["civil.institution.part"]
    _order = "claim_id desc, id"

    claim_id = fields.Many2one(
        "civil.institution.claim",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    institution_id = fields.Many2one(readonly=True, ondelete="restrict")
    resident_id = fields.Many2one(
        "civil.resident", readonly=True, index=True, ondelete="restrict"
    )
    name = fields.Char(string="Person", readonly=True)
    month = fields.Date(readonly=True)
    method = fields.Selection(
        [("visit", "Visit"), ("phone", "Phone")], required=True, default="visit"
    )
    result = fields.Selection(
        [("confirmed", "Confirmed"), ("failed", "Not Confirmed")],
        readonly=True,
        index=True,
    )
    note = fields.Char(string="What Was Found", readonly=True)
    checked_uid = fields.Many2one("res.users", "Checked By", readonly=True)
    checked_on = fields.Date(readonly=True)
    cleared_uid = fields.Many2one("res.users", "Cleared By", readonly=True)
    cleared_on = fields.Date(readonly=True)
    cleared_reason = fields.Char(string="Why It Was Cleared", readonly=True)

    def write(self, vals):
        """Let the result be recorded by its buttons only."""
        if not _STEP.is_open(self) and vals.keys() - {"method"}:
            raise UserError(self.env._("What was found is recorded by the buttons."))
        return super().write(vals)

    def _refuse_others(self, group):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(group):
            raise UserError(self.env._("Your role doesn't allow this step."))

    def action_confirm(self, method=None, note=None):
        """Record that the person was there in the month.

        :param str method: ``visit`` or ``phone``
        :param str note: what was found
        """
        self._record("confirmed", method, note)

    def action_fail(self, method=None, reason=None):
        """Record that the person wasn't found to be there, and hold the money.

        :param str method: ``visit`` or ``phone``
        :param str reason: what was found
        """
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_fail", self.env._("Not Confirmed")
            )
        self._record("failed", method, reason)
        for spot in self:
            spot.claim_id._hold_failed(spot)
        return True

    def _record(self, result, method, note):
        self._refuse_others(CLERK)
        for spot in self:
            if spot.claim_id.state != "checking" or spot.result:
                raise UserError(
                    self.env._(
                        "%(name)s is recorded while the district checks the claim, "
                        "once.",
                        name=spot.name,
                    )
                )
            if spot.claim_id.submitted_uid == self.env.user:
                raise UserError(
                    self.env._("Who submitted the claim doesn't check its persons.")
                )
        _STEP.opened(self).write(
            {
                "result": result,
                "method": method or self[:1].method,
                "note": note,
                "checked_uid": self.env.uid,
                "checked_on": fields.Date.context_today(self),
            }
        )

    def action_clear(self, reason=None):
        """Clear what wasn't confirmed: the next claim pays it."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_clear", self.env._("Clear")
            )
        self._refuse_others(HEAD)
        if any(spot.result != "failed" or spot.cleared_on for spot in self):
            raise UserError(self.env._("Only what wasn't confirmed is cleared, once."))
        _STEP.opened(self).write(
            {
                "cleared_uid": self.env.uid,
                "cleared_on": fields.Date.context_today(self),
                "cleared_reason": reason,
            }
        )
        return True

    def _let_go(self):
        """Take away what was drawn and not found out; the rest stays on record."""
        self.filtered(lambda spot: not spot.result).unlink()
        _STEP.opened(self.exists()).write({"claim_id": False})
