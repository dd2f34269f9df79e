from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CivilInstitutionClaimAward(models.AbstractModel):
    """What claims of instalments and awards hold: facts that weren't paid before.

    The database lets each instalment, level, policy, and worker's year stand in one
    claim.
    """

    _name = "civil.institution.claim.award"
    _description = "Fixed Amounts in a Claim"

    def _gather_fixed(self):
        """Make the lines of the single draft of another kind than operating."""
        lines = (
            self._instalment_lines()
            if self.kind == "construction"
            else self._award_lines()
        )
        for line in lines:
            self.env.execute_query(self._insert_fixed(line))

    def _last_day(self):
        return fields.Date.end_of(self.period_to, "month")

    def _instalment_lines(self):
        """Instalments that are due by the end of the period, and what is due back."""
        found = (
            self.env["civil.institution.instalment"]
            .sudo()
            .search(
                Domain("construction_id.institution_id", "=", self.institution_id.id)
                & Domain("construction_id.program_id", "=", self.program_id.id)
                & Domain("construction_id.state", "in", ("confirmed", "clawed_back"))
                & Domain("due_on", "<=", self._last_day())
                & Domain("is_cancelled", "=", False)
                & Domain("line_ids", "=", False)
            )
        )
        for one in found:
            yield {
                "kind": "construction",
                "name": one.display_name,
                "amount": one.amount,
                "instalment": one.id,
            }

    def _award_lines(self):
        """What the amounts in force on the last day pay, and wasn't claimed before."""
        last = self._last_day()
        keys = set()
        for rate in self.env["civil.institution.award.rate"]._on(self.program_id, last):
            for key, name in getattr(self, f"_facts_{rate.kind}")(rate, last):
                keys.add((key, name, rate.amount))
        taken = set(
            self.env["civil.institution.claim.line"]
            .sudo()
            .search([("award_key", "in", [key for key, *_rest in keys])])
            .mapped("award_key")
        )
        for key, name, amount in sorted(keys):
            if key not in taken:
                yield {"kind": "award", "name": name, "amount": amount, "key": key}

    def _facts_rating(self, rate, last):
        """The rating that holds on the last day, if the amount is for its level."""
        home = self.institution_id.sudo()
        if home._rating_on(last) == rate.level:
            label = dict(rate._fields["level"]._description_selection(self.env))
            yield f"rating:{home.id}:{rate.level}", label[rate.level]

    def _facts_insurance(self, _rate, last):
        """The policies in force on the last day."""
        for paper in (
            self.institution_id.sudo().with_context(active_test=False).paper_ids
        ):
            if (
                paper.kind_id.code == "insurance"
                and paper.issued_on
                and paper.issued_on <= last
                and paper.valid_until
                and paper.valid_until >= last
            ):
                yield f"insurance:{paper.id}", paper.display_name

    def _facts_post(self, rate, last):
        """Care workers with a valid certificate who were here long enough."""
        since = fields.Date.subtract(last, months=rate.least_months or 0)
        for worker in self.institution_id.sudo().staff_ids:
            if (
                worker.post == "carer"
                and worker.since
                and worker.since <= since
                and (not worker.left_on or worker.left_on > last)
                and worker.certificate_until
                and worker.certificate_until >= last
            ):
                yield f"post:{worker.id}:{last.year}", worker.name

    def _insert_fixed(self, line):
        return SQL(
            """
            INSERT INTO civil_institution_claim_line (
                claim_id, institution_id, division_id, company_id, program_id, month,
                kind, name, gross, amount, units, paid_days, outcome, instalment_id,
                award_key, currency_id, is_claimed, create_uid, create_date, write_uid,
                write_date)
            SELECT c.id, c.institution_id, c.division_id, c.company_id, c.program_id,
                c.period_to, %(kind)s, %(name)s, %(amount)s, %(amount)s,
                sign(%(amount)s)::integer, 0, 'payable', %(instalment)s, %(key)s,
                co.currency_id, FALSE, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                now() AT TIME ZONE 'UTC'
            FROM civil_institution_claim c
            JOIN res_company co ON co.id = c.company_id
            WHERE c.id = %(claim)s
            RETURNING id
            """,
            claim=self.id,
            kind=line["kind"],
            name=line["name"],
            # Exact to the cent, whatever the float says.
            amount=SQL("%s::numeric", f"{line['amount']:.2f}"),
            instalment=line.get("instalment"),
            key=line.get("key"),
            uid=self.env.uid,
        )
