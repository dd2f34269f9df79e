import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, format_datetime

from odoo.addons.civil_document.models.ir_attachment import SEAL

from ..tools.steps import NODES, STEPS

#: Facts that aren't repeated in the node: numbers of persons and telephones.
_LEFT_OUT = ("certificate_input", "host_input", "host_phone")


class CivilFuneralNode(models.Model):
    """One node of a case that was taken (环节记录): who, when, where, with what proof.

    It is only added to; a correction is another node that refers to the wrong one.
    """

    _name = "civil.funeral.node"
    _description = "Node of a Funeral Case"
    _inherit = ["civil.append.only.mixin"]
    _order = "happened_at desc, id desc"
    _rec_name = "node"

    case_id = fields.Many2one(
        "civil.funeral.case", required=True, index=True, ondelete="restrict"
    )
    node = fields.Selection(NODES, required=True, index=True)
    happened_at = fields.Datetime(string="Time", required=True)
    place = fields.Char()
    person = fields.Char(string="Done By")
    party = fields.Char(string="With", help="Who signed on the other side.")
    document_no = fields.Char(string="Proof No.")
    facts = fields.Json(string="What Was Entered")
    summary = fields.Char(compute="_compute_summary", string="Details")
    limit_kind_id = fields.Many2one(
        "civil.clock.kind", string="Next Limit", ondelete="restrict"
    )
    limit_at = fields.Datetime(string="Until")
    recorded_uid = fields.Many2one(
        "res.users", string="Entered By", required=True, ondelete="restrict"
    )
    recorded_at = fields.Datetime(string="Entered at", required=True)
    corrects_id = fields.Many2one("civil.funeral.node", index=True, ondelete="restrict")
    correction_ids = fields.One2many("civil.funeral.node", "corrects_id")
    correction_reason = fields.Char(string="Why It Was Corrected")
    is_corrected = fields.Boolean(string="Corrected", compute="_compute_is_corrected")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Files", compute="_compute_attachment_ids"
    )

    @api.depends("node")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for node in self:
            node.display_name = node._node_label()

    def _append_only_refusal(self):
        return self.env._(
            "Nodes are only added, by the steps of the case. Correct a node with "
            "another one."
        )

    @api.depends("correction_ids")
    def _compute_is_corrected(self):
        for node in self:
            node.is_corrected = bool(node.correction_ids)

    def _compute_attachment_ids(self):
        # Whoever reads the node reads what proves it.
        files = self.env["ir.attachment"].sudo()
        found = files._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["id:recordset"],
        )
        by_node = dict(found)
        for node in self:
            node.attachment_ids = by_node.get(node.id, files).sudo(False)

    @api.depends("facts")
    @api.depends_context("lang", "tz")
    def _compute_summary(self):
        for node in self:
            parts = [node._said(name, v) for name, v in (node.facts or {}).items() if v]
            node.summary = "；".join(filter(None, parts))

    def _said(self, name, value):
        """One fact as people read it."""
        field = self.env["civil.funeral.case"]._fields.get(name)
        if not field:
            return str(value)
        label = field._description_string(self.env)
        if field.type == "datetime":
            value = format_datetime(self.env, value, dt_format="yyyy-MM-dd HH:mm")
        elif field.type == "date":
            value = format_date(self.env, value, date_format="yyyy-MM-dd")
        elif field.type == "selection":
            value = dict(field._description_selection(self.env)).get(value, value)
        elif field.type == "boolean":
            return label
        return f"{label}：{value}"

    @api.model
    def _add(
        self,
        case,
        node,
        at,
        facts,
        step=None,
        limit=None,
        files=None,
        corrects=None,
        reason=None,
        document_no=None,
    ):
        """Add a node to a case; only the steps of the case call this.

        :param facts: what was entered; numbers of persons are left out
        :param step: ``tools.steps.Step``, which says what is person, place and proof
        :param limit: the ``civil.clock`` that begins with it
        :param list files: ids of attachments of the user's
        """
        own = {
            name: _plain(value)
            for name, value in facts.items()
            if name not in _LEFT_OUT
        }
        shown = {}
        for key in ("place", "person", "party", "document"):
            name = step and getattr(step, key)
            shown[key] = (name and case[name]) or None
        case.flush_recordset()
        [[node_id]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_funeral_node (
                    case_id, node, happened_at, place, person, party, document_no,
                    facts, limit_kind_id, limit_at, recorded_uid, recorded_at,
                    corrects_id, correction_reason,
                    create_uid, write_uid, create_date, write_date
                ) VALUES (
                    %(case)s, %(node)s, %(at)s, %(place)s, %(person)s, %(party)s,
                    %(document)s, %(facts)s, %(limit_kind)s, %(limit_at)s, %(uid)s,
                    %(now)s, %(corrects)s, %(reason)s, %(uid)s, %(uid)s, %(now)s,
                    %(now)s
                ) RETURNING id
                """,
                case=case.id,
                node=node,
                at=at,
                place=shown["place"],
                person=shown["person"] or (None if step else case.reporter_name),
                party=shown["party"],
                document=document_no or shown["document"],
                facts=json.dumps(own, ensure_ascii=False),
                limit_kind=limit.kind_id.id if limit else None,
                limit_at=limit.limit_at if limit else None,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                corrects=corrects.id if corrects else None,
                reason=reason,
            )
        )
        added = self.browse(node_id)
        case.invalidate_recordset(["node_ids"])
        if corrects:
            corrects.invalidate_recordset(["correction_ids", "is_corrected"])
        added._keep_files(files)
        case._answer_marks(node)
        return added

    def _keep_files(self, files):
        """Keep sealed copies of the user's own uploads with the node."""
        for attachment in self.env["ir.attachment"].browse(files or []):
            if attachment.create_uid != self.env.user or attachment.res_id:
                raise UserError(
                    self.env._("Upload the file for this step; it isn't one of yours.")
                )
            SEAL.opened(self.env["ir.attachment"].sudo()).create(
                {
                    "name": attachment.name,
                    "raw": attachment.raw,
                    "mimetype": attachment.mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                    "is_sealed": True,
                }
            )

    def _node_label(self):
        labels = dict(self._fields["node"]._description_selection(self.env))
        return labels.get(self.node, "")

    def action_correct(self):
        """Open the window that puts the single node right."""
        self.ensure_one()
        self.case_id.check_access("write")
        if self.node != "report" and self.node not in STEPS:
            raise UserError(self.env._("Such a node can't be corrected."))
        return self.env["civil.funeral.step"]._open_correction(self)


def _plain(value):
    """A fact as JSON can hold it."""
    if isinstance(value, str | bool | int | float):
        return value
    return str(value) if value else False
