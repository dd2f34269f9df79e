from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opened by the steps and by the change of the holder only.
_CHANGE = Door("civil_cemetery_agreement_change")
#: What the agreement is about: signed, it stays as it is.
_FROZEN = {
    "plot_id",
    "holder_name",
    "price",
    "years",
    "ground",
    "user_name",
    "cremation_number",
    "presale_rule_id",
    "identity_number",
    "identity_input",
    "relation",
}


class CivilCemeteryAgreementSteps(models.AbstractModel):
    """How an agreement comes into force: signed, paid, certified (签约、缴费、发证)."""

    _name = "civil.cemetery.agreement.steps"
    _description = "Steps of an Agreement"

    def write(self, vals):
        """Refuse to change what was signed.

        :raises UserError: the agreement is signed
        """
        frozen = _FROZEN & vals.keys()
        if frozen and not _CHANGE.is_open(self):
            signed = self.filtered(lambda agreement: agreement.state != "draft")
            if signed:
                raise UserError(
                    self.env._(
                        "%(agreement)s is signed, and what was signed doesn't change. "
                        "Another holder follows with “Change the Holder”.",
                        agreement=signed[0].display_name,
                    )
                )
        return super().write(vals)

    def _write_signed(self, vals):
        """Write what is frozen, for the code behind a change that leaves a record."""
        _CHANGE.opened(self).write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(agreement.state != "draft" for agreement in self):
            raise UserError(
                self.env._("Only drafts of agreements can be deleted; end the others.")
            )

    @api.model
    def _default_years(self):
        today = fields.Date.context_today(self)
        return self.env["civil.parameter"]._get("cemetery.cycle_years", today)

    # -- signing ---------------------------------------------------------------------

    def _guard_sign(self):
        today = fields.Date.context_today(self)
        if self.plot_id.state != "ordered":
            return self.env._(
                "the plot is in the state “%(state)s”: order it first",
                state=self.plot_id._state_label(),
            )
        return (
            self.plot_id._guard_give()
            or self._years_refusal(self.years, today)
            or self._entitlement_refusal(self.facility_id, today)
        )

    def _sign(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement._write_guarded(
                {
                    "number": agreement.facility_id._next_number(
                        "JZ" if agreement._is_deposit() else "GZ", today
                    ),
                    "signed_on": today,
                }
            )
            agreement._add_term(today, agreement.years)
        self._plots()._transition("in_agreement")
        # The one who ordered the plot signs.
        papers = self.env["civil.cemetery.reservation"].search(
            [("plot_id", "in", self.plot_id.ids), ("state", "=", "ordered")]
        )
        papers._transition("agreed")
        for agreement in self:
            agreement._issue_document("cemetery_agreement")

    def _plots(self):
        # Whoever works at the counter changes plots by these steps only.
        return self.plot_id.sudo()

    def _is_deposit(self):
        """Tell whether the single agreement is about a niche."""
        return self.plot_id.kind == "niche"

    # -- certificate -----------------------------------------------------------------

    def _guard_activate(self):
        if self.amount_open:
            return self.env._(
                "%(amount)s isn't paid yet",
                amount=self.currency_id.format(self.amount_open),
            )
        return False

    def _activate(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            facility = agreement.facility_id
            number = facility._next_number(agreement._certificate_prefix(), today)
            agreement._write_guarded({"certificate_number": number})
            agreement._issue_document(agreement._certificate_kind())

    def _certificate_prefix(self):
        """Return the prefix of the single agreement's certificate.

        The provincial forms tell commercial from public, and plots from niches.
        """
        commercial = self.facility_id.kind == "commercial"
        ending = "JZ" if self._is_deposit() else "AZ"
        return ("J" if commercial else "G") + ending

    def _certificate_kind(self):
        niche = self._is_deposit()
        return "cemetery_deposit" if niche else "cemetery_certificate"

    # -- terms -----------------------------------------------------------------------

    def _years_refusal(self, years, day):
        """Return why a term of so many years can't be agreed on, or False."""
        parameter = self.env["civil.parameter"]
        limit = parameter._get("cemetery.cycle_years", day, self.division_id)
        if not 0 < years <= limit:
            return self.env._(
                "a term of %(years)s years isn't allowed: 1 to %(limit)s are",
                years=years,
                limit=limit,
            )
        return False

    def _add_term(self, start, years):
        """Add a term to the single agreement, and return it.

        A term ends on the anniversary of its beginning, where the next one begins.
        """
        # Terms come from these steps only.
        return (
            self.env["civil.cemetery.term"]
            .sudo()
            .create(
                {
                    "agreement_id": self.id,
                    "date_from": start,
                    "date_to": start + relativedelta(years=years),
                    "years": years,
                    "fee": self._fee(years, start),
                }
            )
            .sudo(False)
        )

    def _fee(self, years, day):
        """Return what the years cost by the fee of the facility on a day."""
        fee = self.env["civil.cemetery.fee"]._find(self.plot_id, day)
        return self.currency_id.round(fee.amount * years) if fee else 0

    # -- buttons ---------------------------------------------------------------------

    def action_sign(self):
        """Sign the agreements: numbers, first terms, papers."""
        self._transition("signed")

    def action_activate(self):
        """Issue the certificates once everything is paid."""
        self._transition("active")

    def action_pay(self):
        """Begin a receipt for what is to be paid."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take the Fee"),
            "res_model": "civil.cemetery.receipt",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_agreement_id": self.id,
                "default_amount": self.amount_open,
                "default_payer": self.holder_name,
            },
        }

    def action_inter(self):
        """Begin an interment under the agreement."""
        self.ensure_one()
        context = {"default_agreement_id": self.id}
        if not self.interment_ids:
            context["default_name"] = self.user_name
            context["default_cremation_number"] = self.cremation_number
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Interment"),
            "res_model": "civil.cemetery.interment",
            "views": [(False, "form")],
            "context": context,
        }

    def action_open_interments(self):
        """Show who lies there."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_interment_action"
        )
        return {
            **action,
            "domain": [("agreement_id", "=", self.id)],
            "context": {"default_agreement_id": self.id},
        }
