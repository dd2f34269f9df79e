class Unusual:
    """An unknown body, an unnatural death, a burial by custom, suspicions.

    :param course: the ``Funerals`` whose steps they take
    """

    def __init__(self, course):
        self.course = course

    def open(self):
        """An unknown body, an unnatural death, a burial by custom, suspicions."""
        self.unknown()
        self.unnatural()
        self.custom()
        self.suspected()

    def unknown(self):
        """A body that nobody knows, published while it is stored."""
        case = self.course.report(
            200,
            login="burial",
            is_unknown=True,
            is_unnatural=False,
            deceased_name=False,
            identity_input=False,
            ethnicity=False,
            death_place_kind="other",
            death_place="府河大桥下游河滩",
            reporter_kind="police",
            reporter_name="东城派出所",
            is_local=False,
        )
        self.course.certify(
            case,
            certificate_kind="letter",
            certificate_input="曾公函〔无名尸〕第2号",
            certificate_issuer="曾都区公安分局",
            certificate_doctor=False,
            death_cause="溺水",
        )
        self.course.dispatch(case, 197)
        mine = self.course.mine(case, "home")
        mine.action_transport(
            handed_at=self.course.at(196),
            handed_by="民警 肖勇",
            received_by=case.driver,
            body_state="浸泡，已作防护",
        )
        mine.action_admission(
            admitted_at=self.course.at(195),
            body_tag="WM00001",
            cabinet="D-01",
            admitted_by="梁晓燕",
        )
        self.course.mine(case, "burial").action_notice(
            notice_place="曾都区人民政府网站", notice_at=self.course.at(170)
        )

    def unnatural(self):
        """A death on the road, with the consent of the police."""
        case = self.course.report(
            48,
            is_unnatural=True,
            death_place_kind="accident",
            death_place="316国道与环城路交叉口",
            reporter_kind="police",
        )
        self.course.certify(
            case,
            certificate_kind="police",
            certificate_input="曾公交死证〔第17号〕",
            certificate_issuer="曾都区公安局交警大队",
            death_cause="交通事故致颅脑损伤",
        )
        self.course.mine(case, "burial").action_release(
            release_number="曾公交尸处〔第17号〕",
            release_date=self.course.day(0),
            release_issuer="曾都区公安局交警大队",
        )

    def custom(self):
        """Somebody whose ethnic group buries its dead."""
        self.course.desk.act(
            "burial_head", self.course.env["civil.funeral.exemption"]
        ).create(
            {
                "name": "尊重少数民族丧葬习俗",
                "ethnicity": "回族",
                "date_from": "2024-03-20",
                "legal_basis": "《殡葬管理条例》第九条：尊重少数民族的丧葬习俗",
            }
        )
        case = self.course.certify(self.course.report(80, ethnicity="回族"))
        self.course.mine(case, "burial").action_burial(
            placement_place="北郊回民公墓2排7号",
            placement_document="回墓2-7",
            placement_date=self.course.day(30),
        )

    def suspected(self):
        """Suspicions, and a report by mistake."""
        case = self.course.report(100, self.course.near[3])
        self.course.mine(case, "informant").action_mark(
            "secret_burial", "村民反映家属夜间出殡，未见殡仪馆车辆。"
        )
        placed = self.course.env["civil.funeral.case"].search(
            [("state", "=", "placed"), ("placement_kind", "=", "elsewhere")], limit=1
        )
        self.course.mine(placed, "burial2").action_mark(
            "coffin", "巡查发现新坟，疑似骨灰装棺。"
        )
        wrong = self.course.report(30)
        self.course.mine(wrong, "burial_head").action_cancellation(
            cancel_reason="医院误报，患者已抢救好转"
        )
