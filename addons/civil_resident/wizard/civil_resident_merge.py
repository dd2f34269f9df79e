import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

#: What a record keeps that the right one lacks.
_FILLED_FIELDS = (
    "identity_number",
    "birth_date",
    "sex",
    "phone",
    "address",
    "household_id",
    "household_relation",
    "disability_number",
    "disability_kind",
    "disability_grade",
)


class CivilResidentMerge(models.TransientModel):
    """Makes one resident of several records of the same person.

    Everything that refers to the duplicates is led to the record that stays; the
    duplicates are archived and keep saying into whom they were merged. What
    can't follow, because the record that stays has the same already, remains
    with the duplicate and is named.
    """

    _name = "civil.resident.merge"
    _description = "Merge Duplicates"

    resident_ids = fields.Many2many(
        "civil.resident",
        "civil_resident_merge_resident_rel",
        string="Records of One Person",
    )
    target_id = fields.Many2one(
        "civil.resident",
        string="Record that Stays",
        compute="_compute_target_id",
        store=True,
        readonly=False,
    )
    reason = fields.Char(help="Why these records are the same person.")

    @api.depends("resident_ids")
    def _compute_target_id(self):
        """Propose the record with a good number that has been there longest."""
        for wizard in self:
            candidates = wizard.resident_ids.sorted(
                lambda r: (r.identity_state != "ok", not r.active, r._origin.id)
            )
            if wizard.target_id not in candidates:
                wizard.target_id = candidates[:1]

    def action_merge(self):
        """Merge, leave a note with every record, and open the one that stays."""
        self.ensure_one()
        self._check_merge()
        target, duplicates = self.target_id, self.resident_ids - self.target_id
        stayed = self._merge(target, duplicates)
        self._leave_notes(target, duplicates, stayed)
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.resident",
            "res_id": target.id,
            "view_mode": "form",
        }

    def _check_merge(self):
        if not self.env.user.has_group("civil_resident.group_head"):
            raise AccessError(self.env._("Only section heads merge residents."))
        if len(self.resident_ids) < 2 or self.target_id not in self.resident_ids:
            raise UserError(
                self.env._("Choose at least two records, and which of them stays.")
            )
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why these records are the same person."))
        if self.resident_ids.merged_into_id:
            raise UserError(
                self.env._("A record that was merged already can't be merged again.")
            )
        self.resident_ids.check_access("write")

    def _merge(self, target, duplicates):
        """Lead everything to ``target``; return ``{model: number that stayed}``."""
        # References stand in models of all addons, which the head of this
        # section need not be allowed to write; the numbers are protected.
        target, duplicates = target.sudo(), duplicates.sudo()
        gaps = self._gaps(target, duplicates)
        self.env.flush_all()
        stayed = self._move_references(target, duplicates)
        self._move_attachments(target, duplicates)
        self.env.invalidate_all()
        duplicates.write({"merged_into_id": target.id, "active": False})
        duplicates.flush_recordset()
        target.write(gaps)
        if target.identity_state == "ok":
            # Benefits are compared with deaths by number.
            target.death_ids.identity_number = target.identity_number
        return stayed

    def _gaps(self, target, duplicates):
        """What the duplicates know and the record that stays lacks."""
        gaps = {}
        for name in _FILLED_FIELDS:
            known = next((d[name] for d in duplicates if d[name]), False)
            if known and not target[name]:
                gaps[name] = known.id if hasattr(known, "id") else known
        return gaps

    def _move_references(self, target, duplicates):
        """Turn every many2one and many2many of every addon to ``target``."""
        stayed = {}
        fields_to_resident = (
            self.env["ir.model.fields"]
            .sudo()
            .search(
                [
                    ("relation", "=", "civil.resident"),
                    ("ttype", "in", ("many2one", "many2many")),
                    ("store", "=", True),
                ]
            )
        )
        for entry in fields_to_resident:
            model = self.env[entry.model].sudo()
            if model._abstract or model._transient or not model._auto:
                continue
            field = model._fields[entry.name]
            if field.type == "many2one":
                left = self._move_many2one(model, field, target, duplicates)
            else:
                left = self._move_many2many(field, target, duplicates)
            if left:
                stayed[model._description] = stayed.get(model._description, 0) + left
        return stayed

    def _move_many2one(self, model, field, target, duplicates):
        """Turn the references of one column; return how many can't follow."""
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE %s = ANY(%s)",
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                duplicates.ids,
            )
        )
        ids = [row_id for [row_id] in found]
        moved = (
            ids
            if self._turn(model, field, target, ids)
            else [
                row_id for row_id in ids if self._turn(model, field, target, [row_id])
            ]
        )
        model.browse(moved).invalidate_recordset([field.name])
        model.browse(moved).modified([field.name])
        return len(ids) - len(moved)

    def _turn(self, model, field, target, ids):
        """Set the column of some rows; False where the database refuses."""
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = %s WHERE id = ANY(%s)",
                        SQL.identifier(model._table),
                        SQL.identifier(field.name),
                        target.id,
                        ids,
                    )
                )
        except psycopg2.IntegrityError:
            return False
        return True

    def _move_many2many(self, field, target, duplicates):
        """Turn the rows of a relation table, without making any double."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(rel)s (%(one)s, %(two)s) "
                "SELECT DISTINCT %(one)s, %(target)s FROM %(rel)s "
                "WHERE %(two)s = ANY(%(ids)s) ON CONFLICT DO NOTHING",
                rel=SQL.identifier(field.relation),
                one=SQL.identifier(field.column1),
                two=SQL.identifier(field.column2),
                target=target.id,
                ids=duplicates.ids,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s = ANY(%s)",
                SQL.identifier(field.relation),
                SQL.identifier(field.column2),
                duplicates.ids,
            )
        )
        return 0

    def _move_attachments(self, target, duplicates):
        """Let files follow; what was written stays with the record it is about."""
        self.env["ir.attachment"].sudo().search(
            [
                ("res_model", "=", "civil.resident"),
                ("res_id", "in", duplicates.ids),
                ("res_field", "=", False),
            ]
        ).write({"res_id": target.id})

    def _leave_notes(self, target, duplicates, stayed):
        target.message_post(
            body=self.env._(
                "Merged with %(names)s: %(reason)s",
                names=", ".join(duplicates.mapped("display_name")),
                reason=self.reason,
            )
        )
        for duplicate in duplicates:
            duplicate.message_post(
                body=self.env._(
                    "Merged into %(name)s: %(reason)s",
                    name=target.display_name,
                    reason=self.reason,
                )
            )
        if stayed:
            target.message_post(
                body=self.env._(
                    "These stayed with the merged records, because the same is here "
                    "already: %(what)s",
                    what=", ".join(f"{name} ({n})" for name, n in stayed.items()),
                )
            )
