from odoo import models
from odoo.exceptions import UserError

from .civil_inspection_step import CLERK


class CivilInspectionCampaign(models.Model):
    """How a campaign comes to its draw, and what can be looked at from it."""

    _inherit = "civil.inspection.campaign"

    def action_open_freeze(self):
        """Ask for a witness and freeze the population."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Freeze the Population"),
            "res_model": "civil.inspection.freeze",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }

    def action_freeze(self, witness=None, words=None):
        """Freeze whom the draw may hit, before there is a seed.

        :param str witness: name of a witness, who says any ``words``
        :return: the window with the frozen draw
        :raises UserError: the campaign isn't approved, or was drawn already
        """
        self.ensure_one()
        self._lock_for_step()
        if self.state != "approved":
            raise UserError(
                self.env._("%(name)s isn't approved, or was drawn.", name=self.name)
            )
        return self._freeze(witness, words).action_open()

    def action_draw(self):
        """Draw from the population frozen last.

        :raises UserError: nothing is frozen, or it was drawn already
        """
        self.ensure_one()
        draw = self.draw_ids.sorted("sequence")[-1:]
        if not draw or draw.state == "drawn":
            raise UserError(self.env._("Freeze the population first."))
        return draw.action_draw()

    def action_redraw(self, reason=None, witness=None, words=None):
        """Freeze anew, for a draw in place of the last one, which is kept.

        :param str reason: why; a window asks for it where it isn't given
        :raises UserError: an inspection of the last draw was already announced
        """
        self.ensure_one()
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_redraw")
        if not self.env.user.has_group("civil_inspection.group_head"):
            raise UserError(self.env._("Only a section head can have drawn anew."))
        self._lock_for_step()
        last = self.draw_ids.sorted("sequence")[-1:]
        if not last or self.state not in ("approved", "drawn"):
            raise UserError(self.env._("There is no draw to replace."))
        begun = last.inspection_ids.filtered(
            lambda record: record.state not in ("planned", "cancelled")
        )
        if begun:
            raise UserError(
                self.env._(
                    "%(number)s was already announced: what was drawn stays.",
                    number=begun[0].number,
                )
            )
        last.inspection_ids._cancel_for(reason)
        return self._freeze(witness, words, last, reason).action_open()

    def _freeze(self, witness, words, replaces=None, reason=None):
        self.check_access("write")
        user = self.env.user
        if not (user._is_superuser() or user.has_group(CLERK)):
            raise UserError(self.env._("Your role doesn't allow to draw."))
        return self.env["civil.inspection.draw"]._freeze(
            self, witness, words, replaces, reason
        )

    def action_view_draws(self):
        """Show the draws of the single campaign."""
        return self._action_related("civil_inspection.civil_inspection_draw_action")

    def action_view_inspections(self):
        """Show the inspections of the single campaign."""
        return self._action_related("civil_inspection.civil_inspection_action")

    def action_view_objects(self):
        """Show the objects in question for the single campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_inspection.civil_inspection_object_action"
        )
        return {**action, "domain": list(self._object_domain())}

    def _action_related(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {
            **action,
            "domain": [("campaign_id", "=", self.id)],
            "context": {"default_campaign_id": self.id},
        }
