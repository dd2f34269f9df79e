from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean_name

from ..tools.identity import parse_identity


class CivilImportPerson(models.AbstractModel):
    """What lists of people have in common when they are imported."""

    _name = "civil.import.person"
    _inherit = ["civil.import.handler"]
    _description = "Import of People"

    @api.model
    def _divisions(self, job):
        """The divisions that a file is about, the highest first.

        The one chosen at the upload, or else those of the user; the system
        itself works for the whole district.
        """
        division = self.env["civil.division"]
        chosen = job.division_id or self.env.user.division_ids
        if not chosen and self.env.su:
            chosen = division.search([("level", "=", "district")], limit=1)
        return chosen.sorted(lambda d: (len(d.code), d.code))

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        if not ctx["divisions"]:
            return self.env._(
                "It isn't known which division the file is about: choose it at the "
                "upload, or ask the administrator for your divisions."
            )
        return None

    @api.model
    def _prepare(self, job):
        return {
            "divisions": self._divisions(job),
            "today": fields.Date.context_today(self),
        }

    @api.model
    def _parse_person(self, cells, ctx):
        """Name and number of a row: ``(data, faults)``."""
        identity = parse_identity(cells["identity_number"], ctx["today"])
        data = {
            "name": clean_name(cells["name"]),
            "identity_number": identity.number,
            "birth_date": identity.birth_date and identity.birth_date.isoformat(),
            "sex": identity.sex,
        }
        faults = []
        if not data["name"]:
            faults.append(("error", self.env._("The name is missing.")))
        if identity.problem:
            sentence = self.env["civil.resident"]._identity_problem_text(
                identity.problem
            )
            faults.append(("error", sentence))
        return data, faults

    @api.model
    def _warn_repeated(self, job, sentence, same=None):
        """Warn on every line about somebody who stands on other lines too.

        :param str sentence: holds ``{rows}`` where the other rows are named
        :param SQL same: what is the same on such lines; the identity number if not
            given
        """
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT line.id, replace(%(sentence)s, '{rows}', (
                           SELECT string_agg(other.row::text, ', ' ORDER BY other.id)
                             FROM unnest(ids, rows) AS other (id, row)
                            WHERE other.id != line.id)) AS message
                  FROM (SELECT array_agg(id ORDER BY id) AS ids,
                               array_agg(row ORDER BY id) AS rows
                          FROM civil_import_line
                         WHERE import_id = %(job)s AND status != 'error'
                         GROUP BY %(same)s
                        HAVING count(*) > 1) AS same
                 CROSS JOIN unnest(ids) AS line (id)
                """,
                sentence=sentence,
                same=same or SQL("data->>'identity_number'"),
                job=job.id,
            ),
        )

    @api.model
    def _warn_other_name(self, job):
        """Warn where the number is on file under another name."""
        self.env["civil.resident"].flush_model(["name", "identity_number"])
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT l.id, replace(%(sentence)s, '{name}', r.name) AS message
                  FROM civil_import_line l
                  JOIN (%(numbers)s) n
                    ON n.identity_number = l.data->>'identity_number'
                  JOIN civil_resident r ON r.id = n.resident_id
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                   AND r.name != l.data->>'name'
                """,
                sentence=self.env._(
                    "The number is on file under the name {name}: one of the two "
                    "names is mistyped, or the number is another person's."
                ),
                numbers=self.env["civil.resident"]._number_query(),
                job=job.id,
            ),
        )
