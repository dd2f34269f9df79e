import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL

#: The hash before the first line of the chain.
GENESIS = "0" * 64
#: How many lines the verification holds in memory at a time.
_CHUNK = 10_000


class CivilAccessLog(models.Model):
    """Who saw which personal data in the clear, when and why (个人信息访问日志).

    Lines are only ever added. The application refuses every other change to
    everybody, the database refuses UPDATE, DELETE and TRUNCATE by a trigger, and
    each line's hash covers the line before it, so that a change made with the
    trigger switched off shows in the verification. The log names records and
    fields and holds no value of them.
    """

    _name = "civil.access.log"
    _description = "Personal Data Access Log"
    _inherit = ["civil.append.only.mixin"]
    _order = "id desc"
    _log_access = False
    _rec_name = "log_time"

    log_time = fields.Datetime(string="Time", required=True, readonly=True, index=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    action = fields.Selection(
        [
            ("unmask", "Shown in the clear"),
            ("read", "Read through the interface"),
            ("group", "Grouped or aggregated"),
            ("export", "Exported"),
        ],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_ids = fields.Text(string="Records", required=True, readonly=True)
    record_count = fields.Integer(
        compute="_compute_record_count", string="Number of Records"
    )
    model_name = fields.Char(compute="_compute_model_name", string="Kind of Record")
    field_names = fields.Char(required=True, readonly=True)
    field_labels = fields.Char(compute="_compute_model_name", string="Fields")
    reason = fields.Char(readonly=True)
    previous_hash = fields.Char(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)

    @api.depends("res_ids")
    def _compute_record_count(self):
        for line in self:
            line.record_count = len(json.loads(line.res_ids or "[]"))

    @api.depends("res_model", "field_names")
    @api.depends_context("lang")
    def _compute_model_name(self):
        for line in self:
            # Readers of the log need not have access to the model itself.
            model = self.env["ir.model"].sudo()._get(line.res_model)
            line.model_name = model.name or line.res_model
            names = (line.field_names or "").split(",")
            if line.res_model in self.env:
                labels = self.env[line.res_model].sudo().fields_get(names, ["string"])
                names = [labels[n]["string"] if n in labels else n for n in names]
            line.field_labels = ", ".join(names)

    def _append_only_refusal(self):
        return self.env._("The access log can't be changed, by nobody and nowhere.")

    # -- adding lines --------------------------------------------------------

    @api.model
    def _note(self, action, records, field_names):
        """Remember what was seen and log it once, when the call ends.

        A call may come through here many times (exporting a column of another
        model does, record by record); together they make one line.
        """
        precommit = self.env.cr.precommit
        notes = precommit.data.setdefault("civil.access.log", {})
        if not notes:
            precommit.add(self._record_notes)
        key = (self.env.uid, action, records._name, tuple(field_names))
        notes.setdefault(key, set()).update(records.ids)

    def _record_notes(self):
        notes = self.env.cr.precommit.data.pop("civil.access.log", {})
        for (uid, action, model, field_names), ids in notes.items():
            log = self.with_user(uid)
            log._record(action, self.env[model].browse(sorted(ids)), "", field_names)

    @api.model
    def _record(self, action, records, reason, field_names):
        """Add a line to the chain.

        The last hash stands in a row of its own that is locked until the
        transaction ends, so lines are chained in the order in which they are
        committed. Transactions work on a snapshot: one that waited for another
        must not go on with the old hash, and the row's lock makes PostgreSQL
        refuse it, upon which Odoo repeats the call. An advisory lock alone
        would let it read the outdated end of the chain.

        :param str action: key of ``action``
        :param records: what was seen
        :param str reason: why, in the person's words; may be empty for reads
        :param field_names: names of the protected fields
        """
        # Numbers are never derived from here on: names, ids and the reason only.
        head = self.env["civil.access.log.head"].sudo()._lock()
        values = {
            "log_time": fields.Datetime.now(),
            "user_id": self.env.uid,
            "action": action,
            "res_model": records._name,
            "res_ids": json.dumps(sorted(records.ids)),
            "field_names": ",".join(field_names),
            "reason": reason or None,
            "previous_hash": head["last_hash"],
        }
        values["hash"] = self._chain_hash(values)
        [[line_id]] = self.env.execute_query(
            SQL(
                "INSERT INTO civil_access_log (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        self.env["civil.access.log.head"].sudo()._advance(line_id, values["hash"])
        return self.browse(line_id)

    @api.model
    def _chain_hash(self, values):
        """Hash of a line: over the previous hash and the canonical content."""
        content = {
            "time": values["log_time"].isoformat(),
            "user": values["user_id"],
            "action": values["action"],
            "model": values["res_model"],
            "ids": values["res_ids"],
            "fields": values["field_names"],
            "reason": values["reason"] or "",
        }
        canonical = json.dumps(
            content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(
            f"{values['previous_hash']}{canonical}".encode()
        ).hexdigest()

    # -- verification --------------------------------------------------------

    @api.model
    def _verify(self):
        """Recompute the chain as the database holds it.

        :return: ``(number of good lines, id of the first broken line or None)``;
            0 stands for lines that are missing at the end.
        """
        # Whoever may start the verification reads every line for it.
        head = self.env["civil.access.log.head"].sudo()._get()
        previous, good, last_id = GENESIS, 0, 0
        while lines := self._raw_lines(last_id):
            for line in lines:
                if line["previous_hash"] != previous or line[
                    "hash"
                ] != self._chain_hash(line):
                    return good, line["id"]
                previous, last_id = line["hash"], line["id"]
                good += 1
        if (good, previous) != (head["line_count"], head["last_hash"]):
            return good, 0
        return good, None

    def _raw_lines(self, after_id, limit=_CHUNK):
        """Next lines in the order of the chain, past every cache."""
        return self.env.execute_query_dict(
            SQL(
                "SELECT id, log_time, user_id, action, res_model, res_ids, "
                "field_names, reason, previous_hash, hash FROM civil_access_log "
                "WHERE id > %s ORDER BY id LIMIT %s",
                after_id,
                limit,
            )
        )

    def action_verify(self):
        """Check the whole chain and say whether, and where, it was tampered with.

        Whatever lines are selected, the chain is checked from its beginning.
        """
        self.check_access("read")
        good, broken = self._verify()
        if broken is None:
            kind = "success"
            message = self.env._(
                "All %(count)s lines are as they were written.", count=good
            )
        elif broken:
            kind = "danger"
            message = self.env._(
                "Line %(line)s isn't as it was written, or a line before it was "
                "taken away; the %(count)s lines before are good. Compare with the "
                "daily exports.",
                line=broken,
                count=good,
            )
        else:
            kind = "danger"
            message = self.env._(
                "Lines are missing after the first %(count)s lines. Compare with "
                "the daily exports.",
                count=good,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": kind == "danger"},
        }
