import base64
import json
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL


class CivilAccessLogExport(models.Model):
    """A stretch of the access log as a file, to be kept outside the database.

    A file holds one JSON object a line, with the hashes of the chain, so that
    what was changed in the database later can be found by comparison.
    """

    _name = "civil.access.log.export"
    _description = "Access Log Export"
    _order = "last_line_id desc"
    _rec_name = "filename"

    filename = fields.Char(required=True, readonly=True)
    file = fields.Binary(required=True, readonly=True, attachment=True)
    until = fields.Date(
        string="Up to", required=True, readonly=True, help="Last day in the file."
    )
    first_line_id = fields.Integer(required=True, readonly=True)
    last_line_id = fields.Integer(required=True, readonly=True)
    line_count = fields.Integer(string="Number of Lines", readonly=True)
    last_hash = fields.Char(readonly=True)

    _first_line_uniq = models.UniqueIndex(
        "(first_line_id)", "These lines have already been exported."
    )

    @api.model
    def _cron_export(self):
        """Export what was logged before today and isn't exported yet.

        Running it again adds nothing. Lines are taken in the order of the chain
        from where the last export ended, so none is left out.
        """
        last = self.search([], limit=1)
        midnight, yesterday = self._last_midnight()
        lines = self.env.execute_query_dict(
            SQL(
                "SELECT id, log_time, user_id, action, res_model, res_ids, "
                "field_names, reason, previous_hash, hash FROM civil_access_log "
                "WHERE id > %s AND id <= (SELECT max(id) FROM civil_access_log "
                "WHERE log_time < %s) ORDER BY id",
                last.last_line_id,
                midnight,
            )
        )
        if not lines:
            return self.browse()
        content = "".join(map(self._json_line, lines))
        return self.create(
            {
                "filename": f"access-log-{yesterday}-{lines[-1]['id']}.jsonl",
                "file": base64.b64encode(content.encode()),
                "until": yesterday,
                "first_line_id": lines[0]["id"],
                "last_line_id": lines[-1]["id"],
                "line_count": len(lines),
                "last_hash": lines[-1]["hash"],
            }
        )

    @api.model
    def _json_line(self, line):
        """One line of the log as one line of the file."""
        content = {**line, "log_time": line["log_time"].isoformat()}
        return json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"

    @api.model
    def _last_midnight(self):
        """The moment (UTC, naive) at which today began here, and yesterday's date."""
        # Scheduled jobs run without a user's time zone.
        here = pytz.timezone(self.env.user.tz or "Asia/Shanghai")
        today = pytz.utc.localize(fields.Datetime.now()).astimezone(here).date()
        midnight = here.localize(datetime.combine(today, time.min))
        naive = midnight.astimezone(pytz.utc).replace(tzinfo=None)
        return naive, today - timedelta(days=1)
