import types

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from . import document


class ApprovalCase(TransactionCase):
    """A kind of document with two tiers, and people who make and decide.

    The document's model lives in the registry for the time of the class only.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls._make_model()
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "Test District", "level": "district"}
        )
        cls.heads, cls.deputies, cls.directors = (
            cls.env["res.groups"].create(
                {
                    "name": name,
                    "implied_ids": [
                        Command.link(cls.env.ref("civil_base.group_staff").id)
                    ],
                }
            )
            for name in ("Heads", "Deputies", "Directors")
        )
        # A director is a deputy by implication only.
        cls.directors.implied_ids = [Command.link(cls.deputies.id)]
        cls.clerk = cls.make_user("t-maker")
        cls.clerk2 = cls.make_user("t-maker-2")
        cls.head = cls.make_user("t-head", cls.heads)
        cls.deputy = cls.make_user("t-deputy", cls.deputies)
        cls.director = cls.make_user("t-director", cls.directors)
        cls.jack = cls.make_user("t-jack", cls.heads | cls.deputies)
        cls.admin = cls.make_user("t-admin", cls.env.ref("civil_base.group_admin"))
        cls.portal = new_test_user(cls.env, "t-portal", "base.group_portal")
        cls.first = cls.make_tier("Review", cls.heads, sequence=10)
        cls.last = cls.make_tier("Approval", cls.deputies, sequence=20)

    @classmethod
    def _make_model(cls):
        names = (document.DOCUMENT, document.LINE)
        cls.env["ir.module.module"].create({"name": document.MODULE})
        cls.registry.load(types.SimpleNamespace(name=document.MODULE))
        cls.registry._setup_models__(cls.env.cr, names)
        cls.registry.init_models(cls.env.cr, names, {"module": "civil_approval"})
        for name in names:
            cls.addClassCleanup(cls.registry.__delitem__, name)
        cls.documents = cls.env[document.DOCUMENT]
        cls.model = cls.env["ir.model"]._get(document.DOCUMENT)
        staff = cls.env.ref("civil_base.group_staff")
        cls.env["ir.model.access"].create(
            [
                {
                    "name": name,
                    "model_id": cls.env["ir.model"]._get(name).id,
                    "group_id": staff.id,
                    **dict.fromkeys(
                        ("perm_read", "perm_write", "perm_create", "perm_unlink"), True
                    ),
                }
                for name in names
            ]
        )
        cls.env["ir.rule"].create(
            {
                "name": "Own divisions",
                "model_id": cls.model.id,
                "domain_force": "[('division_id', 'child_of', user.division_ids.ids)]",
            }
        )

    @classmethod
    def make_user(cls, login, groups=None):
        user = new_test_user(
            cls.env,
            login,
            "civil_base.group_staff",
            division_ids=[Command.set(cls.district.ids)],
        )
        user.group_ids += groups or cls.env["res.groups"]
        return user

    @classmethod
    def make_tier(cls, name, group=None, **values):
        return cls.env["tier.definition"].create(
            {
                "name": name,
                "model_id": cls.model.id,
                "reviewer_group_id": group and group.id,
                **values,
            }
        )

    def make_document(self, **values):
        return self.documents.with_user(self.clerk).create(
            {
                "name": "D",
                "maker_id": self.clerk.id,
                "division_id": self.district.id,
                "line_ids": [Command.create({"text": "one"})],
                **values,
            }
        )

    def submitted(self, **values):
        record = self.make_document(**values)
        record.action_submit()
        return record

    def reviews(self, record):
        return record.sudo().review_ids.sorted(lambda r: (r.round, r.sequence))
