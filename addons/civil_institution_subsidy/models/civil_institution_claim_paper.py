from odoo import models

#: Rows on the first page, below the head, and on the others; the packaged program
#: would cut through a row otherwise.
FIRST_ROWS, MORE_ROWS = 28, 38


class CivilInstitutionClaim(models.Model):
    """The claim on paper (补贴申报表)."""

    _inherit = "civil.institution.claim"

    def action_print(self):
        """Print the application form with its list."""
        self.check_access("read")
        return self.env.ref(
            "civil_institution_subsidy.action_report_claim"
        ).report_action(self)

    def _paper_title(self):
        # Programs are for the section; their names stand on the paper.
        program = self.sudo().program_id.name
        return self.env._("Application for %(program)s", program=program)

    def _paper_signatures(self):
        return [
            self.env._("Institution's Commitment"),
            self.env._("Town's Review"),
            self.env._("District's Check"),
            self.env._("Finance's Review"),
        ]

    def _paper_pages(self):
        """The rows of the paper, page by page, with their numbers."""
        rows = [
            {**row, "number": number}
            for number, row in enumerate(self._paper_rows(), 1)
        ]
        pages = [rows[:FIRST_ROWS]]
        for start in range(FIRST_ROWS, len(rows), MORE_ROWS):
            pages.append(rows[start : start + MORE_ROWS])
        return pages

    def _paper_rows(self):
        """The lines as the paper shows them; why something isn't paid, in words."""
        lines = self.line_ids
        levels, outcomes, kinds = (
            dict(lines._fields[name]._description_selection(self.env))
            for name in ("level", "outcome", "kind")
        )
        for line in lines:
            reasons = line.sudo().check_ids
            outcome = (
                kinds["correction"]
                if line.kind == "correction"
                else outcomes[line.outcome]
            )
            if line.outcome in ("held", "blocked") and reasons:
                outcome = f"{outcome}：{'、'.join(reasons.mapped('name'))}"
            yield {
                "name": line.name,
                "month": f"{line.month:%Y-%m}",
                "occupied": line.occupied,
                "bed_days": line.bed_days,
                "level": levels.get(line.level, ""),
                "outcome": outcome,
                "amount": f"{line.amount:.2f}",
            }
