//! Headers of all tables but people.

use super::Words;
use crate::model::Column as C;

pub(super) const TEAMS: &[Words] = &[
    (
        C::Id,
        "id teamid unitid orgid orgunitid departmentid deptid groupid key code teamcode unitcode \
         departmentcode orgeinheitid slug uniqueid identifier externalid",
    ),
    (
        C::Name,
        "name teamname unitname departmentname groupname orgname displayname title label fullname \
         metadataname department team unit group squad organisation organization orgunit orgeinheit \
         bezeichnung abteilung nom nombre nome naam equipe equipo",
    ),
    (
        C::Parent,
        "parent parentid parentteam parentteamid parentunit parentunitid parentdepartment \
         parentdepartmentid parentgroup parentgroupid parentorg parentorgid parentorganization \
         parentkey parentname reportsto reportstoteam subteamof belongsto partof specparent \
         superiorunit higherunit tribe division ubergeordneteeinheit ubergeordnet \
         ubergeordneteabteilung ubergeordneteorgeinheit ubergeordneteorganisationseinheit unitesuperieure unidadsuperior",
    ),
    (
        C::Lead,
        "lead leadid leads leader leaderid leademail leadname teamlead teamleadid teamleader head \
         headid headname manager managerid manageremail managername owner ownerid unithead \
         departmenthead departmentheadid orghead chair chief director supervisor supervisorid \
         responsible leiter leitung teamleiter abteilungsleiter responsable responsabile jefe \
         leidinggevende gestor",
    ),
    (
        C::Kind,
        "kind type teamtype unittype grouptype teamkind unitkind category spectype topology art",
    ),
    (C::Function, "function discipline teamfunction funktion"),
    (
        C::ProductLine,
        "productline product products productarea valuestream productfamily",
    ),
    (C::ScalesWith, "scaleswith"),
    (
        C::Open,
        "open opened opendate openedon created createdon founded start startdate since validfrom",
    ),
    (
        C::Close,
        "close closed closedate closedon end enddate until disbanded validto",
    ),
    (C::Location, "location site office standort"),
    (C::Email, "email teamemail"),
];

pub(super) const MEMBERSHIPS: &[Words] = &[
    (
        C::Person,
        "person personid employee employeeid employeenumber empid member memberid user userid staffid \
         workerid id email useremail memberemail personemail employeeemail login username githubid \
         github teammember who name personname employeename membername mitarbeiter",
    ),
    (
        C::Team,
        "team teamid unit unitid group groupid squad teamname unitname groupname department \
         departmentid orgunit teamkey groupkey groupemail",
    ),
    (
        C::Role,
        "role teamrole memberrole grouprole position function kind type title membershiptype",
    ),
    (C::Start, "start startdate since from joined joinedon"),
    (C::End, "end enddate until to left lefton"),
    (C::PercentTime, "percenttime percent allocation share fte"),
    (C::Status, "status state active"),
];

pub(super) const DEPENDENCIES: &[Words] = &[
    (
        C::From,
        "from fromteam fromteamid fromid fromunit source sourceteam sourceid consumer consumerteam \
         dependent dependentteam dependant requester requestor requestingteam waitingteam blockedteam \
         client clientteam customer customerteam team teamid needingteam downstream downstreamteam \
         von",
    ),
    (
        C::To,
        "to toteam toteamid toid tounit target targetteam targetid provider providerteam providingteam \
         dependson dependsonteam dependee supplier supplierteam upstream upstreamteam blockingteam \
         neededteam waitsfor dependency needsfrom nach",
    ),
    (
        C::Kind,
        "kind strength hardsoft hardorsoft softhard type hardness criticality severity impact dependencytype dependencykind \
         dependencystrength status art",
    ),
    (C::Need, "need needs needtype requirement what"),
    (C::Context, "context contextneeded contextlevel"),
    (C::Frequency, "freq frequency howoften"),
    (C::Duration, "duration lifetime"),
    (C::Fallback, "fallback workaround planb"),
    (C::Project, "project projectid projectname initiative epic"),
    (C::Weight, "weight value count score volume"),
    (C::Since, "since start startdate validfrom"),
    (C::Until, "until end enddate validto due"),
    (C::CanDoThere, "candothere canself selfserve selfservice"),
    (
        C::Evidence,
        "evidence comment comments note notes description reason details",
    ),
];

pub(super) const MEETINGS: &[Words] = &[
    (
        C::Id,
        "id meetingid eventid key uid icaluid sessionid seriesid meetingkey",
    ),
    (
        C::Name,
        "name title subject meetingname meetingtitle summary eventname eventtitle topic meeting \
         event betreff titel titre titulo titolo",
    ),
    (
        C::Purpose,
        "purpose meetingpurpose type kind meetingtype category zweck",
    ),
    (
        C::PerWeek,
        "perweek timesperweek frequency freq recurrence recurrencerule rrule cadence schedule repeats \
         repeat recurringpattern rhythmus",
    ),
    (
        C::Minutes,
        "minutes durationmin durationmins durationminutes durationinminutes duration length lengthmin \
         lengthminutes durationhours dauer",
    ),
    (
        C::Host,
        "host hostteam hostteamid hostid ownerteam ownerteamid owningteam organizerteam \
         organizingteam owner team teamid unit organizer organiser organizeremail group",
    ),
    (
        C::Decider,
        "decider decisionmaker decidedby approver deciderid",
    ),
    (
        C::PublishesTo,
        "publishesto publishedto notesto notesgoto minutesto distribution",
    ),
    (C::Recurring, "recurring isrecurring recurrent"),
    (
        C::Headcount,
        "headcount attendeecount attendeescount numberofattendees attendeenumber participantcount \
         numberofparticipants inviteecount numberofinvitees size count",
    ),
    (
        C::Attendees,
        "attendees attendee attendeelist attendeeids attendeeemails participants participantids \
         members people requiredattendees optionalattendees invitees invited guests teilnehmer asistentes",
    ),
    (
        C::Date,
        "date day meetingdate sessiondate eventdate start startdate starttime startdatetime startsat \
         begin held heldon when datum fecha",
    ),
];

pub(super) const ATTENDANCE: &[Words] = &[
    (
        C::Meeting,
        "meeting meetingid event eventid session sessionid meetingkey meetingname meetingtitle \
         eventname subject series",
    ),
    (
        C::Person,
        "person personid attendee attendeeid participant participantid employee employeeid member \
         memberid teammember who user userid invitee email attendeeemail participantemail useremail id name \
         attendeename participantname personname teilnehmer",
    ),
    (
        C::Role,
        "role attendeerole participantrole type kind attendancetype attendance participation required",
    ),
    (C::Date, "date day on"),
];

pub(super) const LIAISONS: &[Words] = &[
    (
        C::Person,
        "person personid liaison liaisonid liaisonname liaisonemail employee employeeid member \
         teammember who \
         memberid user userid staffid email name personname id",
    ),
    (
        C::Targets,
        "targets target targetteam targetteams targetteamid targetteamids targetid targetids \
         targetunit targetunits to toteam toteams tounit liaisonto liaisonfor liaisesto liaiseswith \
         for serves supports supportedteam supportedteams partnerteam partnerteams assignedto \
         assignedteam assignedteams counterpartteam receivingteam covers \
         teamscovered teamcovered coveredteams coveredteam covering",
    ),
    (
        C::Home,
        "home hometeam hometeamid homeunit homeid ownteam from fromteam fromunit team teamid unit \
         group department",
    ),
    (
        C::Context,
        "context contextneeded contextlevel contextgiven howmuchcontext",
    ),
    (C::Needs, "needs learns needstoknow"),
    (C::Purpose, "purpose topic topics subject reason why area"),
    (
        C::Function,
        "function kind type discipline role liaisontype liaisonkind specialty",
    ),
    (
        C::Introduced,
        "introduced introducedto introducedtoteam introducedtotheteam announced",
    ),
    (C::ShareBack, "shareback sharesback reportsback feedback"),
    (
        C::Backup,
        "backup deputy standin substitute alternate backupperson",
    ),
    (C::Start, "start startdate since startedon validfrom"),
    (C::End, "end enddate until endedon validto"),
    (C::Status, "status state active"),
];

pub(super) const COORDINATION: &[Words] = &[
    (
        C::Model,
        "model coordinationmodel modelname pattern mechanism modell",
    ),
    (
        C::From,
        "from fromteam fromunit fromid provider providerteam source offeredby",
    ),
    (
        C::To,
        "to toteam toteams tounit tounits toid consumer consumers target targets targetteam serves",
    ),
    (C::Person, "person personid people employee employeeid who"),
    (C::Scope, "scope topic subject"),
    (C::Artifact, "artifact artefact document deliverable"),
    (C::Owner, "owner ownerid ownerteam"),
    (C::Meeting, "meeting meetingid event"),
    (
        C::PercentTime,
        "percenttime percent allocation timepercent percentoftime",
    ),
    (C::WorkDirector, "workdirector workdirectorid directedby"),
    (C::SlaDays, "sladays sla turnarounddays turnaround"),
    (C::Authority, "authority decisionrights"),
    (C::Funded, "funded isfunded funding"),
    (C::Cadence, "cadence rhythm frequency freq"),
    (C::Outcome, "outcome goal"),
    (C::Role, "role"),
    (C::Arena, "arena domain"),
    (C::Project, "project projectid"),
    (C::Inputs, "inputs input sources"),
    (C::ReviewedOn, "reviewedon lastreview reviewed reviewdate"),
    (
        C::ExceptionContact,
        "exceptioncontact exceptions exceptionsto",
    ),
    (C::Enforcement, "enforcement enforcedby"),
    (C::Count, "count number items"),
    (C::Migration, "migration migrating"),
    (C::Host, "host hostteam"),
    (C::Start, "start startdate since"),
    (C::End, "end enddate until"),
    (C::Members, "members memberids participants"),
    (C::Context, "context"),
    (C::Need, "need needs"),
    (C::Purpose, "purpose reason"),
    (C::Function, "function discipline"),
    (C::ShareBack, "shareback"),
    (C::Introduced, "introduced"),
    (C::Backup, "backup deputy standin"),
    (C::Status, "status state"),
    (C::Evidence, "evidence comment comments note notes"),
];

pub(super) const MAPPINGS: &[Words] = &[
    (
        C::Mapping,
        "mapping mappingname dimension axis category kind type",
    ),
    (
        C::Team,
        "team teamid unit unitid group groupid teamname unitname squad department",
    ),
    (C::Label, "label value mapsto assignedto target tag"),
];

pub(super) const PROJECTS: &[Words] = &[
    (C::Id, "id projectid key code project initiative"),
    (C::Name, "name title projectname"),
    (
        C::Teams,
        "teams team teamids teamid involvedteams participatingteams contributors units",
    ),
    (C::Parent, "parent parentproject parentid program programme"),
    (C::Priority, "priority prio rank importance"),
    (C::Owner, "owner ownerid lead leadid sponsor manager"),
    (C::Host, "host hostteam ownerteam leadteam"),
    (C::Start, "start startdate since"),
    (C::End, "end enddate due duedate until deadline targetdate"),
    (C::Status, "status state"),
    (C::Evidence, "evidence comment comments note notes"),
];

pub(super) const GOALS: &[Words] = &[
    (C::Id, "id goalid key code okrid objectiveid"),
    (C::Name, "name title goal objective description"),
    (
        C::Unit,
        "unit unitid team teamid department departmentid group owner ownerteam",
    ),
    (
        C::ParentGoal,
        "parentgoal parentgoalid parent parentid alignedto contributesto parentobjective",
    ),
    (C::Type, "type kind goaltype category"),
    (C::Cadence, "cadence cycle period quarter"),
    (C::End, "end enddate due duedate until"),
    (C::Status, "status state"),
];
