from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code, clean_name


class CivilCemeteryEntitlement(models.AbstractModel):
    """On what ground somebody may have a plot (购墓资格).

    A cremation certificate, or a dated presale rule; in public facilities residents
    of the service area only. Source: 《殡葬管理条例》 and the district's rules of sale.
    """

    _name = "civil.cemetery.entitlement"
    _description = "Right to a Plot"

    ground = fields.Selection(
        [
            ("cremation", "Cremation Certificate"),
            ("presale", "Before Death"),
        ],
        required=True,
        default="cremation",
    )
    user_name = fields.Char(
        string="For Whom", help="The deceased, or who will lie there."
    )
    cremation_number = fields.Char(
        string="Cremation Certificate Number", index="btree_not_null"
    )
    cremated_elsewhere = fields.Boolean(
        help="Cremated outside the district: the register here doesn't know it."
    )
    proof = fields.Binary(string="Copy of the Proof", attachment=True)
    proof_name = fields.Char()
    presale_rule_id = fields.Many2one(
        "civil.cemetery.presale.rule", string="Ground before Death", ondelete="restrict"
    )
    user_birth_date = fields.Date(string="Birth Date of the Future User")
    residence_id = fields.Many2one(
        "civil.division",
        index=True,
        ondelete="restrict",
        help="Where the deceased or the future user is registered.",
    )

    @api.onchange("cremation_number")
    def _onchange_cremation_number(self):
        """Fill in whom the register names."""
        self.cremation_number = clean_code(self.cremation_number or "") or False
        death = self._find_cremation(self.cremation_number)
        if death:
            self.user_name = death.name
            self.residence_id = death.division_id

    @api.model
    def _find_cremation(self, number):
        """Return the deaths of the register with a certificate's number.

        Whoever has the certificate before him may compare it with the register.
        """
        deaths = self.env["civil.death"].sudo()
        return number and deaths.search([("certificate_number", "=", number)]) or deaths

    @api.model
    def _cremation_refusal(self, number, name, elsewhere, proof):
        """Return why a cremation certificate proves nothing, or False."""
        if not number:
            return self.env._("the number of the cremation certificate is missing")
        if elsewhere:
            return not proof and self.env._(
                "the copy of the certificate from elsewhere is missing"
            )
        deaths = self._find_cremation(number)
        if not deaths:
            return self.env._(
                "the register doesn't know the cremation certificate %(number)s",
                number=number,
            )
        names = {clean_name(death.name) for death in deaths}
        if clean_name(name or "") not in names:
            return self.env._(
                "the cremation certificate %(number)s is made out to somebody else",
                number=number,
            )
        return False

    def _entitlement_refusal(self, facility, day):
        """Return why the single record gives no right to a plot, or False.

        :param facility: where the plot lies
        :param date day: when it is asked for
        """
        if self.ground not in ("cremation", "presale"):
            return self.env._("the ground is missing")
        if not self.user_name:
            return self.env._("it isn't said for whom the plot is")
        if facility._is_public():
            if not self.residence_id:
                return self.env._("the residence is missing")
            if not facility._serves(self.residence_id):
                return self.env._(
                    "%(facility)s serves the residents of its area only, and "
                    "%(place)s isn't in it",
                    facility=facility.name,
                    place=self.residence_id.display_name,
                )
        if self.ground == "cremation":
            return (
                self._cremation_refusal(
                    self.cremation_number,
                    self.user_name,
                    self.cremated_elsewhere,
                    self.proof,
                )
                or self._ground_refusal()
            )
        if not self.presale_rule_id:
            return self.env._("the ground for a plot before death is missing")
        if refusal := self.presale_rule_id._refusal(
            facility.division_id, day, self.user_birth_date
        ):
            return refusal
        return not self.proof and self.env._("the copy of the proof is missing")

    def _ground_refusal(self):
        """Return why the single record's certificate is no ground anymore, or False."""
        # Elsewhere counts too, whether the user sees it or not.
        agreements = self.env["civil.cemetery.agreement"].sudo()
        domain = [
            ("cremation_number", "=", self.cremation_number),
            ("ground", "=", "cremation"),
            ("is_open", "=", True),
        ]
        if self._name == agreements._name:
            domain.append(("id", "!=", self.id))
        return bool(agreements.search_count(domain, limit=1)) and self.env._(
            "there is already an agreement on the ground of the cremation certificate "
            "%(number)s",
            number=self.cremation_number,
        )

    def _entitlement_values(self):
        """Return what the single record says, for the next paper."""
        return {
            "ground": self.ground,
            "user_name": self.user_name,
            "cremation_number": self.cremation_number,
            "cremated_elsewhere": self.cremated_elsewhere,
            "proof": self.proof,
            "proof_name": self.proof_name,
            "presale_rule_id": self.presale_rule_id.id,
            "user_birth_date": self.user_birth_date,
            "residence_id": self.residence_id.id,
        }
