import psycopg2

from odoo import models
from odoo.tools import SQL


class CivilResidentMerge(models.TransientModel):
    """Lets stays follow to the record that stays, with the beds or not at all."""

    _inherit = "civil.resident.merge"

    def _turn(self, model, field, target, ids):
        """Keep a stay with its placements.

        Days that overlap with those in another home stay with the duplicate, and so
        does the stay: the one can't be the person's without the other.
        """
        if (field.related or "").startswith("stay_id."):
            # It follows from the stay.
            return True
        if model._name != "civil.institution.stay":
            return super()._turn(model, field, target, ids)
        try:
            with self.env.cr.savepoint(flush=False):
                if not super()._turn(model, field, target, ids):
                    return False
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE civil_institution_placement SET resident_id = %s
                         WHERE stay_id = ANY(%s)
                        """,
                        target.id,
                        ids,
                    )
                )
        except psycopg2.IntegrityError:
            return False
        return True
