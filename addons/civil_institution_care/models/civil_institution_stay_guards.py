from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .civil_institution_stay import OPEN

#: States of institutions that take nobody in.
_TAKES_NOBODY = ("suspended", "closed")


class CivilInstitutionStayGuards(models.Model):
    """What stands against the steps of a stay.

    What protects people (no bed twice, nobody twice) holds by constraints, too; the
    guards say it in words first.
    """

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

    @api.model
    def _first_refusal(self, *refusals):
        """Return what the first of the methods that has a reason says, or False."""
        return next(filter(None, (refusal() for refusal in refusals)), False)

    # -- who may come --------------------------------------------------------------

    def _guard_apply(self):
        return self._first_refusal(
            self._person_refusal,
            self._admission_refusal,
            self._age_refusal,
            self._twice_refusal,
            self._contact_refusal,
            self._papers_refusal,
        )

    def _person_refusal(self):
        """Why there is nobody to move in, or False."""
        if not self.resident_id:
            return self.env._("write name and identity number of the person")
        return bool(self.death_date) and self.env._(
            "the person died on %(date)s", date=self.death_date
        )

    def _guard_alive(self):
        return bool(self.death_date) and self.env._(
            "the person died on %(date)s: register the discharge", date=self.death_date
        )

    def _admission_refusal(self):
        """Why the institution takes nobody in, or False."""
        home = self.sudo().institution_id
        if home.state in _TAKES_NOBODY:
            return self.env._(
                "%(institution)s is in the state “%(state)s” and takes nobody in",
                institution=home.name,
                state=home._state_label(),
            )
        return home._admission_refusal()

    def _age_refusal(self):
        """Why the person's age doesn't fit the institution, or False."""
        home = self.sudo().institution_id
        if not self.birth_date:
            return self.env._("the person's birth date isn't known")
        least = self._rule("institution.least_age")
        if self.age >= least:
            return not home.serves_elders and self.env._(
                "the institution doesn't serve elders"
            )
        if home.serves_destitute and self.payer == "destitute":
            return False
        if home.serves_children and self.age < self._rule("institution.child_age"):
            return False
        return self.env._(
            "the person is %(age)s years old: %(least)s is the least; younger ones "
            "move in as destitute where the institution serves the destitute, and "
            "children where it serves children",
            age=self.age,
            least=least,
        )

    def _is_elder(self):
        """Tell whether the rules for elders hold for the person."""
        return self.age >= self._rule("institution.least_age")

    def _twice_refusal(self):
        """Where the person is already, or False."""
        # Of other institutions the user may see nothing else.
        other = self.sudo().search(
            Domain("resident_id", "=", self.resident_id.id)
            & Domain("state", "in", OPEN)
            & Domain("id", "!=", self.id),
            limit=1,
        )
        return bool(other) and self._twice_text(other)

    def _twice_text(self, other):
        return self.env._(
            "%(person)s has an open stay in %(institution)s (%(number)s, %(state)s): "
            "have it discharged or cancelled there first",
            person=other.person_name,
            institution=other.institution_id.name,
            number=other.number,
            state=other._state_label(),
        )

    def _contact_refusal(self):
        missing = not (self.emergency_name and self.emergency_phone)
        return missing and self.env._("name and phone of the emergency contact lack")

    def _papers_refusal(self):
        """Which documents of the application are missing, or False."""
        wanted = ["has_application", "has_identity_copy", "has_household_book"]
        child = self.age < self._rule("institution.child_age")
        if child and not self.agent_name:
            return self.env._("a child has a guardian: write the name")
        if self.agent_name:
            wanted.append("has_agent_identity")
        return self._missing_refusal(wanted)

    def _missing_refusal(self, names):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in names
            if not self[name]
        ]
        return bool(missing) and self.env._(
            "missing: %(names)s", names="、".join(missing)
        )

    # -- what was found out --------------------------------------------------------

    def _guard_assess(self):
        return self._first_refusal(
            self._person_refusal,
            self._medical_refusal,
            self._ability_refusal,
            self._risk_refusal,
        )

    def _medical_refusal(self):
        today = fields.Date.context_today(self)
        if not self.medical_report_on:
            return self.env._("the medical report is missing")
        if self.medical_report_on > today:
            return self.env._("the medical report lies in the future")
        months = self._rule("institution.medical_months")
        until = self.medical_report_on + relativedelta(months=months)
        return until < today and self.env._(
            "the medical report of %(date)s is older than %(months)s months",
            date=self.medical_report_on,
            months=months,
        )

    def _ability_refusal(self):
        today = fields.Date.context_today(self)
        if self._ability_on(today) or not self._is_assessed():
            return False
        return self.env._(
            "no ability assessment signed by both assessors is valid today"
        )

    def _is_assessed(self):
        """Tell whether an assessment of ability is asked for; not of children."""
        return self._is_elder() or self.payer == "destitute"

    def _ability_on(self, day):
        """Return the assessment that counts for the stay on a day.

        Of destitute people who aren't old the self-care test counts, too.
        """
        person = self.resident_id.sudo()
        found = person._assessment_on(day, "institution")
        if not found and not self._is_elder() and self.payer == "destitute":
            found = person._assessment_on(day, "institution", "self_care")
        return found.sudo()

    def _risk_refusal(self):
        if self._risks_on(fields.Date.context_today(self)) or not self._is_elder():
            return False
        return self.env._(
            "the nine risks aren't assessed, or the family wasn't told, or it is too "
            "long ago"
        )

    def _risks_on(self, day):
        """Return the sheet of risks that counts on a day."""
        return (
            self.env["civil.assessment.risk"]
            .sudo()
            .search(
                Domain("resident_id", "=", self.resident_id.id)
                & Domain("state", "=", "signed")
                & Domain("review_date", ">=", day),
                limit=1,
            )
        )

    # -- moving in -----------------------------------------------------------------

    def _guard_trial(self):
        return self._first_refusal(
            self._person_refusal,
            self._admission_refusal,
            lambda: self._agreement_refusal("trial"),
            self._full_refusal,
        )

    def _guard_sign(self):
        return self._first_refusal(
            self._person_refusal,
            self._admission_refusal,
            lambda: self._agreement_refusal("service"),
        )

    def _agreement_refusal(self, kind):
        """Why no signed agreement of a kind holds today, or False."""
        today = fields.Date.context_today(self)
        signed = self.agreement_ids.filtered(
            lambda one: (
                one.kind == kind
                and one.state == "signed"
                and not (one.date_until and one.date_until < today)
            )
        )
        if signed:
            return False
        labels = dict(
            self.agreement_ids._fields["kind"]._description_selection(self.env)
        )
        return self.env._(
            "no “%(kind)s” signed by all is in force: make it and have the "
            "institution, the person or agent and the emergency contact sign",
            kind=labels[kind],
        )

    def _guard_move_in(self):
        return self._first_refusal(
            self._person_refusal,
            self._admission_refusal,
            lambda: self._agreement_refusal("service"),
            self._full_refusal,
        )

    def _guard_known(self):
        return self._first_refusal(
            self._person_refusal, self._twice_refusal, self._full_refusal
        )

    def _full_refusal(self):
        """Why there is no place left by the number of beds approved, or False."""
        if self.date_from:
            return False
        home = self.institution_id.sudo()
        living = self.sudo().search_count(
            Domain("institution_id", "=", home.id) & self._living_domain()
        )
        return living >= home.beds_approved and self._full_text()

    def _full_text(self):
        home = self.sudo().institution_id
        return self.env._(
            "%(institution)s is full: %(beds)s beds are approved",
            institution=home.name,
            beds=home.beds_approved,
        )

    # -- the end -------------------------------------------------------------------

    def _guard_discharge(self):
        return self._first_refusal(
            self._stay_refusal, self._belongings_refusal, self._discharge_refusal
        )

    def _stay_refusal(self):
        return not self.date_from and self.env._("nobody moved in: cancel the stay")

    def _belongings_refusal(self):
        """Which valuables the institution still keeps; heirs get them later."""
        kept = self.belonging_ids.filtered("is_kept")
        died = self.death_date or self.env.context.get("discharge_kind") == "died"
        return (
            bool(kept)
            and not died
            and self.env._(
                "it still keeps: %(things)s; note to whom they were handed over",
                things="、".join(kept.mapped("name")),
            )
        )

    def _discharge_refusal(self):
        """Why the single stay can't be discharged yet, or False; others add to it.

        While a discharge is being registered, its day and way stand in the context as
        ``discharge_on`` and ``discharge_kind``.
        """
        return False

    def _guard_cancel(self):
        return bool(self.date_from) and self.env._(
            "the person moved in: register the discharge"
        )
