from datetime import timedelta

from odoo import fields, models


class CivilCemeteryAgreementEnd(models.AbstractModel):
    """How an agreement ends: moved, given back, announced and reburied (迁出、退墓)."""

    _name = "civil.cemetery.agreement.end"
    _description = "End of an Agreement"

    reburial_plot_id = fields.Many2one(
        "civil.cemetery.plot",
        string="Reburied at",
        ondelete="restrict",
        copy=False,
        domain="[('facility_id', '=', facility_id), ('kind', '=', 'ecological')]",
    )

    # -- announcement and common burial ------------------------------------------------

    def _guard_announce(self):
        today = fields.Date.context_today(self)
        if not self.noticed_on or self.noticed_on <= self.date_to:
            return self.env._("the overdue notice wasn't given yet")
        return today < self.announce_on and self.env._(
            "it can be announced from %(date)s on", date=self.announce_on
        )

    def _announce(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            days = self.env["civil.parameter"]._get(
                "cemetery.announce_days", today, agreement.division_id
            )
            end = today + timedelta(days=days)
            agreement._write_guarded({"announced_on": today, "announced_until": end})
            agreement._issue_document(
                "cemetery_announcement",
                key=str(agreement.date_to),
                days=days,
                end=end,
            )

    def _guard_rebury(self):
        today = fields.Date.context_today(self)
        if today <= self.announced_until:
            return self.env._(
                "the announcement runs until %(date)s", date=self.announced_until
            )
        target = self.reburial_plot_id
        if not target or target.kind != "ecological":
            return self.env._("the place of ecological or common burial isn't named")
        return False

    # -- moving and giving back --------------------------------------------------------

    def _guard_move(self):
        if not self.moved_to:
            return self.env._("it isn't said where to")
        return not self.interment_count and self.env._(
            "nobody lies there: have the plot given back"
        )

    def _guard_return(self):
        return bool(self.interment_count) and self.env._(
            "somebody lies there: note the move instead"
        )

    def _vacate(self):
        """Note that everybody who lay there is elsewhere now."""
        today = fields.Date.context_today(self)
        for agreement in self:
            lying = agreement.interment_ids.filtered(lambda i: i.state == "active")
            where = agreement.reburial_plot_id.display_name or agreement.moved_to
            # The agreement's step was allowed; it takes along who lies there.
            lying.sudo().write({"moved_to": where, "move_reason": agreement.end_reason})
            lying.sudo()._transition("moved", name="together")
            agreement._write_guarded({"ended_on": today})
            agreement._issue_document("cemetery_removal")
        self._plots()._transition("vacated")

    def _give_back(self):
        today = fields.Date.context_today(self)
        self._write_guarded({"ended_on": today})
        signed = self.filtered(lambda agreement: agreement.state != "draft")
        signed._plots()._transition("available", name="release")

    # -- buttons -----------------------------------------------------------------------

    def action_announce(self):
        """Announce publicly that the overdue plots will be cleared."""
        self._transition("announced")

    def action_rebury(self, reburial_plot_id=None):
        """Note that those in the announced plots got a common or ecological burial.

        :param int reburial_plot_id: the plot where; else as the records say
        """
        if reburial_plot_id:
            self.write({"reburial_plot_id": reburial_plot_id})
        self._transition("reburied")

    def action_move_out(self, moved_to=None, reason=None):
        """Note that everybody in the single plot was taken elsewhere.

        :param str moved_to: where to; asked for where it is left out
        :param str reason: why, and who asked for it
        """
        self.ensure_one()
        if not moved_to:
            return self._ask("civil.cemetery.move", self.env._("Move Away"))
        self.write({"moved_to": moved_to, "end_reason": reason})
        self._transition("moved")
        return None

    def action_return(self, reason=None):
        """Have the single unused plot given back to the facility, to nobody else.

        :param str reason: why; asked for where it is left out
        """
        self.ensure_one()
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_return", self.env._("Give Back")
            )
        self.write({"end_reason": reason})
        self._transition("returned")
        return None

    def action_change_holder(
        self, name=None, identity_number=None, relation=None, reason=None, proof=None
    ):
        """Let another holder follow: by inheritance or agreement of the family.

        A plot isn't resold, so a relation and a proof have to be named.

        :param str name: of the new holder; asked for where it is left out
        :param str identity_number: of the new holder
        :param str relation: to the holder so far
        :param str reason: inheritance, divorce or other
        :param bytes proof: copy of the proof, base64
        """
        self.ensure_one()
        if not name:
            return self._ask("civil.cemetery.holder.change", self.env._("New Holder"))
        self.check_access("write")
        holders = self.env["civil.cemetery.holder"]
        self._refuse_reasons({self: self._holder_refusal(relation, reason, proof)})
        holders._note_change(self, name, identity_number, relation, reason, proof)
        return None

    def _holder_refusal(self, relation, reason, proof):
        if self.state not in ("signed", "active", "overdue"):
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        if not (relation and reason and proof):
            return self.env._(
                "the relation, the reason and the copy of the proof are needed: plots "
                "aren't resold"
            )
        return False

    def _ask(self, model, title):
        """Open the window of a step of the single agreement."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_agreement_id": self.id},
        }
