import fractions

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

from ..tools.rating import shown


class CivilInstitutionRatingEntry(models.AbstractModel):
    """The conditions that an institution fulfils before it is rated (评定基本条件).

    Each has a dated parameter that says how much is asked for, with its legal basis;
    the system says what it found.
    """

    _name = "civil.institution.rating.entry"
    _description = "Conditions of a Rating"

    check_ids = fields.One2many("civil.institution.rating.check", "rating_id")

    def _entry_refusal(self):
        """Which conditions the single rating's institution doesn't fulfil, or False."""
        missing = self.check_ids.filtered(lambda check: not check.is_met)
        if not self.check_ids or missing:
            labels = dict(missing._fields["code"]._description_selection(self.env))
            return self.env._(
                "conditions that aren't met: %(names)s",
                names="、".join(labels[check.code] for check in missing),
            )
        return False

    def _note_checks(self, day):
        """Put down what the single rating's conditions ask for and what was found."""
        # What the institution is decides, whoever asks.
        rating = self.sudo()
        rating.check_ids.unlink()
        rating.check_ids = [
            fields.Command.create({**values, "checked_on": day, "sequence": place})
            for place, values in enumerate(rating._entry_checks(day))
        ]

    def _entry_checks(self, day):
        """Yield the values of each condition's check on a day."""
        home, level = self.institution_id, self.applied_level
        yield self._check_filed(home, day)
        yield self._check_operating(home, day)
        yield self._check_penalty(home, day)
        yield self._check_accident(home, day)
        yield self._check_ratio(home, day)
        yield self._check_certified(home, level, day)
        if occupancy := self._check_occupancy(home, level, day):
            yield occupancy

    def _rule(self, code, day):
        """The value and the legal basis of a parameter of ratings on a day."""
        code = f"institution.rating_{code}"
        value = self.env["civil.parameter"]._get(code, day, self.division_id)
        return value, self._basis(code, day)

    def _basis(self, code, day):
        """The legal basis of a parameter on a day."""
        parameters = self.env["civil.parameter"].sudo()
        found = parameters.search(
            Domain("code", "=", code) & parameters._domain_on(day),
            order="division_id",
            limit=1,
        )
        return found.legal_basis

    def _values(self, code, wanted, found, is_met, basis):
        return {
            "code": code,
            "wanted": wanted,
            "found": found,
            "is_met": is_met,
            "legal_basis": basis,
        }

    def _check_filed(self, home, _day):
        found = self.env._("Not filed.")
        if home.filing_date:
            found = self.env._("Filed on %(date)s.", date=home.filing_date)
        basis = self.standard_id.legal_basis
        wanted = self.env._("Registered and filed, in service")
        return self._values("filed", wanted, found, home.state == "filed", basis)

    def _check_operating(self, home, day):
        years, basis = self._rule("operating_years", day)
        since = home.first_admission_on or home.filing_date
        found = self.env._("It isn't on record since when it operates.")
        if since:
            found = self.env._("In operation since %(date)s.", date=since)
        met = bool(since) and since + relativedelta(years=years) <= day
        wanted = self.env._("At least %(years)s years", years=years)
        return self._values("operating", wanted, found, met, basis)

    def _check_penalty(self, home, day):
        years, basis = self._rule("clean_years", day)
        since = day - relativedelta(years=years)
        cases = self.env["civil.enforcement.case"].search(
            [
                ("organization_id", "=", home.organization_id.id),
                ("outcome", "=", "punish"),
                ("decided_date", "!=", False),
            ]
        )
        cases = cases.filtered(lambda one: one._day_of(one.decided_date) >= since)
        found = self.env._("No penalty is on record.")
        if cases:
            found = self.env._(
                "Penalties: %(cases)s", cases="、".join(cases.mapped("display_name"))
            )
        wanted = self.env._("None since %(date)s", date=since)
        return self._values("penalty", wanted, found, not cases, basis)

    def _check_accident(self, home, day):
        years, basis = self._rule("clean_years", day)
        since = day - relativedelta(years=years)
        accidents = home._serious_accidents(since, day)
        if accidents:
            found = "；".join(accidents)
        elif self.declares_no_accident:
            found = self.env._("None is on record, and it declares to have had none.")
        else:
            found = self.env._("It hasn't declared to have had none.")
        met = self.declares_no_accident and not accidents
        wanted = self.env._("None since %(date)s", date=since)
        return self._values("accident", wanted, found, met, basis)

    def _check_ratio(self, home, day):
        needed = home._carers_needed(day)
        basis = self._basis("institution.ratio_unable", day)
        return self._values(
            "ratio",
            self.env._("%(count)s care workers", count=needed),
            self.env._("%(count)s care workers", count=home.carer_count),
            home.carer_count >= needed,
            basis,
        )

    def _check_certified(self, home, level, day):
        percent, basis = self._rule(f"certified_share_{level}", day)
        carers = home.staff_ids.filtered(
            lambda one: one.post == "carer" and not (one.left_on and one.left_on <= day)
        )
        holders = carers.filtered(
            lambda one: (
                one.certificate_no
                and not (one.certificate_until and one.certificate_until < day)
            )
        )
        share = self._percent(len(holders), len(carers))
        return self._values(
            "certified",
            self.env._("At least %(share)s %%", share=percent),
            self.env._(
                "%(part)s of %(all)s, %(share)s %%",
                part=len(holders),
                all=len(carers),
                share=shown(share),
            ),
            share >= percent,
            basis,
        )

    def _check_occupancy(self, home, level, day):
        """Only some levels ask how full an institution is."""
        percent, basis = self._rule(f"occupancy_{level}", day)
        if not percent:
            return None
        share = self._percent(home.resident_count, home.beds_approved)
        return self._values(
            "occupancy",
            self.env._("At least %(share)s %%", share=percent),
            self.env._(
                "%(part)s of %(all)s, %(share)s %%",
                part=home.resident_count,
                all=home.beds_approved,
                share=shown(share),
            ),
            share >= percent,
            basis,
        )

    def _percent(self, part, whole):
        """Return a share in percent, exactly; 0 of nothing."""
        return fractions.Fraction(100 * part, whole) if whole else fractions.Fraction(0)
