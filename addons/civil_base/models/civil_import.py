import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .workflow_mixin import Transition

_STAFF = "civil_base.group_staff"


class CivilImport(models.Model):
    """A file that came in (导入): its check, line by line, and what became of it.

    People upload files and press buttons; everything that is kept here is
    written by the import itself, so that it can be relied on later.
    """

    _name = "civil.import"
    _inherit = ["civil.workflow.mixin"]
    _description = "Import"
    _order = "id desc"
    _rec_name = "filename"

    _transitions = (
        Transition(
            ("draft", "checked"),
            "checked",
            group=_STAFF,
            guard="_guard_kind",
            stamp="checked",
        ),
        Transition(
            "checked", "taken", group=_STAFF, guard="_guard_take", stamp="taken"
        ),
        Transition(
            ("draft", "checked"),
            "refused",
            group=_STAFF,
            guard="_guard_kind",
            stamp="refused",
        ),
        Transition(
            "taken",
            "withdrawn",
            group=_STAFF,
            guard="_guard_withdraw",
            stamp="withdrawn",
        ),
    )

    kind_id = fields.Many2one(
        "civil.import.kind", required=True, readonly=True, index=True
    )
    # A file holds what its lines hold: identity numbers among others.
    file = fields.Binary(
        required=True,
        attachment=True,
        readonly=True,
        groups="civil_base.group_personal_data",
    )
    filename = fields.Char(string="File Name", required=True, readonly=True)
    sha256 = fields.Char(string="Checksum", required=True, readonly=True, index=True)
    period = fields.Date(readonly=True, help="First day of the month concerned.")
    division_id = fields.Many2one("civil.division", readonly=True, index=True)
    state = fields.Selection(
        [
            ("draft", "Uploaded"),
            ("checked", "Checked"),
            ("taken", "Taken"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    message = fields.Text(readonly=True)
    layout = fields.Json(
        readonly=True,
        groups="civil_base.group_personal_data",
        help="The headings of each sheet.",
    )
    line_ids = fields.One2many("civil.import.line", "import_id", readonly=True)
    remark_line_ids = fields.One2many(
        "civil.import.line",
        "import_id",
        string="Lines to Look At",
        domain=[("status", "!=", "ok")],
        readonly=True,
    )
    line_count = fields.Integer(string="Lines", readonly=True)
    ok_count = fields.Integer(string="Good", readonly=True)
    warning_count = fields.Integer(string="To Be Noted", readonly=True)
    error_count = fields.Integer(string="Faulty", readonly=True)
    checked_uid = fields.Many2one("res.users", string="Checked by", readonly=True)
    checked_date = fields.Datetime(string="Checked on", readonly=True)
    taken_uid = fields.Many2one("res.users", string="Taken by", readonly=True)
    taken_date = fields.Datetime(string="Taken on", readonly=True)
    refused_uid = fields.Many2one("res.users", string="Refused by", readonly=True)
    refused_date = fields.Datetime(string="Refused on", readonly=True)
    withdrawn_uid = fields.Many2one("res.users", string="Withdrawn by", readonly=True)
    withdrawn_date = fields.Datetime(string="Withdrawn on", readonly=True)

    _taken_once = models.UniqueIndex(
        "(kind_id, sha256) WHERE state = 'taken'", "This file has already been taken."
    )

    # -- who may, and when -----------------------------------------------------

    def _guard_kind(self):
        if self.kind_id._may_use():
            return False
        return self.env._("your role doesn't allow you to import such files")

    def _guard_take(self):
        if reason := self._guard_kind():
            return reason
        if earlier := self._taken_before():
            return earlier
        if not self.ok_count + self.warning_count:
            return self.env._("the file has no good line")
        return False

    def _guard_withdraw(self):
        if reason := self._guard_kind():
            return reason
        return self.kind_id._handler()._withdraw_refusal(self)

    def _taken_before(self):
        """Return when and as what the same file was taken, or False."""
        # The same file counts whoever took it and wherever.
        earlier = self.sudo().search(
            Domain("kind_id", "=", self.kind_id.id)
            & Domain("sha256", "=", self.sha256)
            & Domain("state", "=", "taken"),
            limit=1,
        )
        if not earlier:
            return False
        moment = fields.Datetime.context_timestamp(self, earlier.taken_date)
        return self.env._(
            "The same file was already taken on %(date)s by %(user)s, as "
            "“%(file)s” (import %(number)s). Nothing was changed.",
            date=moment.strftime("%Y-%m-%d %H:%M"),
            user=earlier.taken_uid.name,
            file=earlier.filename,
            number=earlier.id,
        )

    # -- buttons ---------------------------------------------------------------

    def action_check(self):
        """Read the file again and say of every line what is wrong with it."""
        for job in self:
            job._check()
        return True

    def action_take(self):
        """Take the whole file; refuse if any line is faulty."""
        self._check_user()
        for job in self:
            if job.error_count:
                raise UserError(
                    self.env._(
                        "%(file)s has %(count)s faulty lines: correct the file and "
                        "upload it again, or take the good lines only.",
                        file=job.filename,
                        count=job.error_count,
                    )
                )
            job._take()
        return True

    def action_take_good(self):
        """Take the lines that aren't faulty."""
        for job in self:
            job._take()
        return True

    def action_refuse(self):
        """Refuse the file; nothing of it is taken."""
        self._check_user()
        # Imports are written by themselves only; the step judges the person.
        self.sudo()._transition("refused")
        return True

    def action_withdraw(self):
        """Take back what was taken from the file, while nothing rests on it yet."""
        for job in self:
            job._check_user()
            # Files are changed by the import only; the step judges the person.
            job.sudo()._transition("withdrawn")
            job.kind_id._handler()._withdraw(job)
        return True

    def action_download_errors(self):
        """Return the faulty lines as a workbook with a column of remarks."""
        self.ensure_one()
        self._check_user()
        report = self.env.ref("civil_base.civil_import_errors_report")
        return report.report_action(self, config=False)

    def action_open_lines(self):
        """Show the lines of the file."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_base.civil_import_line_action"
        )
        return {
            **action,
            "domain": [("import_id", "=", self.id)],
            "context": self.env.context,
            "display_name": self.filename,
        }

    # -- the work --------------------------------------------------------------

    @api.model
    def _load(
        self,
        kind_code,
        filename,
        content,
        period=None,
        division=None,
        as_of=None,
        take=None,
    ):
        """Bring in a file: upload, check, and if asked take it.

        :param str kind_code: code of the kind of import
        :param str filename: its original name
        :param bytes content: what it holds
        :param date period: a day of the month concerned
        :param division: the division concerned, where the file has one
        :param date as_of: the day as of which the lines are judged, if not today
        :param str take: ``"all"`` takes the file if no line is faulty,
            ``"good"`` takes the good lines, None only checks
        :return: the import. A file that can't be read or was taken before is in
            the state ``refused``, with the reason in ``message``
        :raises AccessError: the user may not import such files
        """
        kind = self.env["civil.import.kind"].search([("code", "=", kind_code)])
        kind.ensure_one()
        # Imports are written by themselves only; rights are checked just below.
        job = self.sudo().create(
            {
                "kind_id": kind.id,
                "file": base64.b64encode(content),
                "filename": filename,
                "sha256": hashlib.sha256(content).hexdigest(),
                "period": period and period.replace(day=1),
                "division_id": division and division.id,
                "as_of": kind.uses_as_of and (as_of or fields.Date.context_today(self)),
            }
        )
        job = job.sudo(self.env.su)
        job._check_user()
        job._check(content)
        if job.state != "checked":
            return job
        if take == "good" or (take == "all" and not job.error_count):
            if job.ok_count + job.warning_count:
                job._take()
        return job

    def _check_user(self):
        """Refuse whoever may not import files of this kind and place."""
        self.check_access("read")
        if not all(job.kind_id._may_use() for job in self):
            raise AccessError(
                self.env._("Your role doesn't allow you to import such files.")
            )

    def _take(self):
        """Take the good lines of the single file."""
        self._check_user()
        job = self.sudo()
        job._transition("taken")
        self.kind_id._handler()._take(self)
