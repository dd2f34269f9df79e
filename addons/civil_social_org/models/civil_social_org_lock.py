from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.door import CHANGE, CORRECT, is_open
from ..tools.roles import HEAD


class CivilSocialOrgLock(models.AbstractModel):
    """Registration items are locked: they change with a case, or by a correction.

    What is still empty may be filled in at any time; that completes the register.

    Source: 《社会团体登记管理条例》第十八条, 《民办非企业单位登记管理暂行条例》
    第十五条, 《基金会管理条例》第十五条.
    """

    _name = "civil.social.org.lock"
    _description = "Lock on the Items of Registration"

    locked_fields = fields.Char(
        compute="_compute_locked_fields",
        help="The fields of what is on record and changes with a case only.",
    )

    @api.depends("kind_id")
    def _compute_locked_fields(self):
        for org in self:
            kept = org._origin
            names = [
                name
                for name in kept.kind_id.item_ids.mapped("field_name")
                if kept[name]
            ]
            org.locked_fields = f",{','.join(names)}," if names else False

    def write(self, vals):
        """Refuse to change a registration item that is already on record.

        :raises UserError: naming the organization and the items
        """
        if not is_open(self):
            self._refuse_locked(vals)
        return super().write(vals)

    def _refuse_locked(self, vals):
        for org in self:
            locked = org._locked_labels(vals)
            if locked:
                raise UserError(
                    self.env._(
                        "%(name)s: %(items)s can't be changed here. A change needs a "
                        "change registration; what was put down wrong is corrected by "
                        "the section head under “Correct”.",
                        name=org.name,
                        items="、".join(locked),
                    )
                )

    def _locked_labels(self, vals):
        """Names of what of the single record ``vals`` would change though locked."""
        locked = [
            item.name
            for item in self.kind_id.item_ids
            if self._differs(item.field_name, vals)
        ]
        if self._differs("kind_id", vals):
            locked.append(self._fields["kind_id"]._description_string(self.env))
        return locked

    def _differs(self, name, vals):
        """Tell whether ``vals`` change what already stands in the field."""
        if name not in vals or not self[name]:
            return False
        field = self._fields[name]
        given = field.convert_to_cache(vals[name], self)
        return given != field.convert_to_cache(self[name], self)

    # -- changing, with a case -----------------------------------------------------

    def _change(self, values, day):
        """Change registration items, with the case that approved it.

        A name that is given up is blocked for the time that the rules give.

        :param dict values: the new items, by field
        :param date day: from when they hold
        """
        renamed = self.filtered(lambda org: org._differs("name", values))
        renamed._give_up_names(day, "renamed")
        CHANGE.opened(self).write(values)

    def _change_representative(self, officer, day):
        """Let ``officer`` be the single organization's legal representative.

        The one before leaves that post and stays an officer.

        :raises UserError: something stands against it
        """
        self.ensure_one()
        officers = CHANGE.opened(self.env["civil.social.officer"])
        former = self.legal_officer_id - officer
        officers.browse(former.ids).write({"is_legal_representative": False})
        officers.flush_model()
        officers.browse(officer.ids).write({"is_legal_representative": True})
        if not officer.date_from:
            officer.date_from = day

    # -- correcting, with a reason -----------------------------------------------

    def action_correct(self, item_code, value, reason):
        """Correct a registration item that was put down wrong.

        :param str item_code: code of the item
        :param value: what belongs there: a text, an amount, an id
        :param str reason: what was wrong and which paper shows it
        :raises AccessError: only the head of the section corrects
        :raises UserError: no reason, no such item
        """
        if not self.env.user.has_group(HEAD):
            raise AccessError(
                self.env._("Only the head of the section corrects the register.")
            )
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason first."))
        for org in self:
            item = org.kind_id.item_ids.filtered(lambda one: one.code == item_code)
            if not item:
                raise UserError(
                    self.env._(
                        "“%(item)s” is no item of the registration of %(name)s.",
                        item=item_code,
                        name=org.name,
                    )
                )
            org._correct(item, value, reason.strip())

    def _correct(self, item, value, reason):
        name = item.field_name
        before = self._said(name)
        if name == "legal_representative" and self.legal_officer_id:
            CORRECT.opened(self.legal_officer_id).write({"name": value})
        else:
            CORRECT.opened(self).write({name: value})
        values = {
            "org_id": self.id,
            "division_id": self.division_id.id,
            "company_id": self.company_id.id,
            "item_id": item.id,
            "old_value": before,
            "new_value": self._said(name),
            "reason": reason,
            "corrected_uid": self.env.uid,
            "corrected_at": fields.Datetime.now(),
        }
        self.env.execute_query(
            SQL(
                "INSERT INTO civil_social_correction (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        self.invalidate_recordset(["correction_ids"])

    def _said(self, name):
        """What stands in a field of the single record, as people read it."""
        value = self[name]
        if isinstance(value, models.BaseModel):
            return value.display_name or ""
        return str(value or "")

    @api.readonly
    def action_open_correction(self):
        """Ask what is to be corrected, and why."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct the Register"),
            "res_model": "civil.social.correct",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_org_id": self.id},
        }
