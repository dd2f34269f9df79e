from odoo import api, fields, models
from odoo.tools import SQL


class CivilDeath(models.Model):
    """A death that is recorded closes in on the funeral case of the same number."""

    _inherit = "civil.death"

    funeral_case_ids = fields.One2many(
        "civil.funeral.case", "death_id", string="Funeral Cases"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Move the open cases of the cremated on."""
        deaths = super().create(vals_list)
        self.env["civil.funeral.case"]._close_in(deaths)
        return deaths

    @api.model
    def _take_over(self, job):
        """Let the register's lines be the facts that open cases made, of one day.

        A death that a case recorded becomes the one of the register: not a second one.

        :param job: the ``civil.import`` of a cremation register
        """
        self.flush_model()
        self.env["civil.funeral.case"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE civil_death d
                   SET source = 'cremation',
                       cremation_date = (l.data->>'cremation_date')::date,
                       certificate_number =
                           NULLIF(l.data->>'certificate_number', ''),
                       funeral_home = NULLIF(l.data->>'funeral_home', ''),
                       import_id = l.import_id,
                       write_uid = %(uid)s,
                       write_date = %(now)s
                  FROM civil_import_line l, civil_funeral_case c
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                   AND c.death_id = d.id AND d.source != 'cremation'
                   AND d.identity_number = l.data->>'identity_number'
                   AND d.death_date = (l.data->>'death_date')::date
             RETURNING d.id
                """,
                job=job.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model()
        return self.browse([row for [row] in rows])
