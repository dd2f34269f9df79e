from odoo import api, fields, models
from odoo.fields import Domain

from .civil_institution_stay import OPEN

#: States of institutions that take nobody in.
_TAKES_NOBODY = ("suspended", "closed")


class CivilInstitutionStayGuards(models.Model):
    """What stands against the steps of a stay."""

    _inherit = "civil.institution.stay"

    @api.model
    def _living_domain(self):
        """Who has a bed, here or held."""
        return Domain("date_from", "!=", False) & Domain("date_to", "=", False)

    def _rule(self, code, day=None):
        """Return a dated parameter as it holds where the institution lies."""
        day = day or fields.Date.context_today(self)
        return self.env["civil.parameter"]._get(
            code, day, self.sudo().institution_id.division_id
        )

    def _guard_apply(self):
        if not self.resident_id:
            return self.env._("write name and identity number of the person")
        return self._admission_refusal() or self._age_refusal() or self._twice_refusal()

    def _admission_refusal(self):
        """Why the institution takes nobody in, or False."""
        if self.institution_id.state in _TAKES_NOBODY:
            return self.env._("the institution doesn't take anybody in now")
        return False

    def _age_refusal(self):
        """Why the person's age doesn't fit the institution, or False."""
        home, age = self.institution_id, self.age
        if not self.birth_date:
            return self.env._("the person's birth date isn't known")
        least = self._rule("institution.least_age")
        if age >= least:
            return not home.serves_elders and self.env._(
                "the institution doesn't serve elders"
            )
        if home.serves_destitute and self.payer == "destitute":
            return False
        if home.serves_children and age < self._rule("institution.child_age"):
            return False
        return self.env._(
            "the person is %(age)s; from %(least)s on one may move in, younger ones "
            "only as destitute into a home for them, or children into a children's "
            "home",
            age=age,
            least=least,
        )

    def _twice_refusal(self):
        """Where the person is already, or False."""
        # Of other institutions the user may see nothing else.
        other = self.sudo().search(
            Domain("resident_id", "=", self.resident_id.id)
            & Domain("state", "in", OPEN)
            & Domain("id", "!=", self.id),
            limit=1,
        )
        return other and self.env._(
            "%(person)s has an open stay in %(institution)s (%(state)s, %(number)s): "
            "register the discharge there first",
            person=other.person_name,
            institution=other.institution_id.name,
            state=other._state_label(),
            number=other.number,
        )

    def _guard_assess(self):
        today = fields.Date.context_today(self)
        if not self.resident_id._assessment_on(today, "institution"):
            return self.env._("no ability assessment is valid today")
        return False

    def _guard_trial(self):
        return self._admission_refusal() or self._full_refusal()

    def _guard_sign(self):
        return self._admission_refusal() or self._agreement_refusal("service")

    def _agreement_refusal(self, kind):
        agreed = self.agreement_ids.filtered(lambda a: a.kind == kind and a.signed_on)
        return not agreed and self.env._("the agreement isn't signed")

    def _guard_move_in(self):
        return self._admission_refusal() or self._full_refusal()

    def _guard_known(self):
        if not self.resident_id:
            return self.env._("write name and identity number of the person")
        return self._twice_refusal() or self._full_refusal()

    def _full_refusal(self):
        """Why there is no place left by the number of beds approved, or False."""
        if self.date_from:
            return False
        home = self.institution_id.sudo()
        living = self.sudo().search_count(
            Domain("institution_id", "=", home.id) & self._living_domain()
        )
        return living >= home.beds_approved and self.env._(
            "%(institution)s is full: %(beds)s beds are approved",
            institution=home.name,
            beds=home.beds_approved,
        )

    def _guard_away(self):
        return False

    def _guard_discharge(self):
        if not self.date_from:
            return self.env._("nobody moved in: cancel the stay")
        return self._discharge_refusal()

    def _discharge_refusal(self):
        """Why the stay can't be discharged yet, or False; others add to it."""
        return False

    def _guard_cancel(self):
        return bool(self.date_from) and self.env._(
            "the person moved in: register the discharge"
        )
