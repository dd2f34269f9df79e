from odoo import api, fields, models
from odoo.tools import SQL

from .civil_access_log import GENESIS


class CivilAccessLogHead(models.Model):
    """The end of the access log's chain: one row.

    It serializes whoever adds lines, and it shows when lines were cut off at the
    end, which the chain alone couldn't.
    """

    _name = "civil.access.log.head"
    _description = "End of the Access Log"
    _log_access = False
    _rec_name = "last_hash"

    last_hash = fields.Char(required=True, readonly=True)
    last_line_id = fields.Integer(readonly=True)
    line_count = fields.Integer(string="Number of Lines", readonly=True)

    def init(self):
        """Start the chain, once."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO civil_access_log_head (last_hash, last_line_id, "
                "line_count) SELECT %s, 0, 0 "
                "WHERE NOT EXISTS (SELECT FROM civil_access_log_head)",
                GENESIS,
            )
        )

    @api.model
    def _get(self):
        """The row as the database holds it."""
        [row] = self.env.execute_query_dict(
            SQL("SELECT last_hash, line_count FROM civil_access_log_head")
        )
        return row

    @api.model
    def _lock(self):
        """The row, kept from everybody else until the transaction ends."""
        [row] = self.env.execute_query_dict(
            SQL("SELECT last_hash, line_count FROM civil_access_log_head FOR UPDATE")
        )
        return row

    @api.model
    def _advance(self, line_id, line_hash):
        """Make the line just added the end of the chain."""
        self.env.cr.execute(
            SQL(
                "UPDATE civil_access_log_head SET last_hash = %s, "
                "last_line_id = %s, line_count = line_count + 1",
                line_hash,
                line_id,
            )
        )
        self.invalidate_model()
