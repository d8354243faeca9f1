//! Headers of people tables: exports of HR systems, directories and org chart tools.

use super::Words;
use crate::model::Column as C;

/// Columns of a person, except units.
pub(in super::super) const PEOPLE: &[Words] = &[
    (
        C::Id,
        "id personid employeeid employeenumber employeeno employeenum empid empno empnumber emp \
         staffid staffnumber staffno workerid workernumber workerwid associateid aoid eeid eenumber \
         personnumber personnelnumber personnelno uniqueid uniqueidentifier uniquekey userid userkey \
         useridexternal externalid sourceid objectid rootid workemployeeidincompany \
         employeeidincompany postuniquereference postreference postid memberid nodeid boxid key eid \
         uid fileno filenumber payrollid payrollnumber positionid positionnumber positioncode \
         personioid samaccountname bamboohrid employeecode staffcode \
         mitarbeiternummer mitarbeiterid mitarbeiternr personalnummer personalnr persnr \
         matricule identifiant numeroemploye idsalarie numerodeempleado numeroempleado idempleado \
         idpersonal personeelsnummer medewerkersnummer medewerkerid matricola iddipendente \
         codicedipendente numerodefuncionario idfuncionario matricula",
    ),
    (
        C::Email,
        "email emailaddress workemail workemailaddress emailwork businessemail businessemailaddress \
         companyemail primaryemail primaryemailaddress primaryworkemail emailprimarywork useremail \
         employeeemail personemail rootemail corporateemail officeemail mail userprincipalname upn \
         emails emailsvalue username login contactemail microsoftpersonemail \
         emailadresse emailgeschaftlich courriel adresseemail adressemail emailprofessionnel \
         correo correoelectronico emailcorporativo emailadres werkemail indirizzoemail emailaziendale \
         enderecodeemail emailprofissional",
    ),
    (
        C::Name,
        "name fullname displayname preferredfullname employeename workername personname \
         staffname legalname legalfullname preferreddisplayname formattedname nameformatted \
         completename payrollname rootdisplayname rootfullname worker workerslegalname employee person postholder \
         cn label resource resourcename \
         mitarbeiter mitarbeitername vollstandigername nomcomplet nomprenom collaborateur salarie \
         nombrecompleto nombreyapellidos nombre empleado volledigenaam naam medewerker nomecognome \
         nomecompleto nominativo dipendente nome funcionario",
    ),
    (
        C::FirstName,
        "firstname preferredfirstname legalfirstname givenname forename first fname firstnamelegal \
         prefname preferredname knownas namegivenname rootfirstname rootpreferredname nickname \
         vorname rufname prenom primernombre voornaam roepnaam primeironome",
    ),
    (
        C::LastName,
        "lastname preferredlastname legallastname surname familyname last lname sn namefamilyname \
         rootsurname preflast \
         nachname familienname nom nomdefamille apellidos apellido primerapellido achternaam cognome \
         sobrenome apelido ultimonome",
    ),
    (
        C::Manager,
        "managerid managerids manageremployeeid manageremployeenumber manageremployeeno managernumber \
         managerempid managerpersonid managerworkerid manageruserid manageruid manageridexternal \
         managerpositionid supervisorid supervisorids supervisoreid supervisoremployeeid \
         supervisoremployeenumber supervisorempid supervisornumber supervisorpositionid reportstoid \
         reportsto reportto reporttoid reportingto reportstopost reportstoseniorpost \
         reportingseniorpost reportstoemployeeid reportstoemployeenumber reportstoposition \
         reportstopositionid workreportstoid workreportstoidincompany workreportstoemployeeidincompany \
         reportstoidincompany linemanagerid linemanageremployeeid linemanagernumber directmanagerid \
         directmanageremployeeid directsupervisorid bossid bossids leaderid teamleadid parentid \
         parentnodeid parentpositionid managedpositionparentposition managervalue managerkey \
         managereeid managerobjectid managerpersonnumber \
         assignmentmanagerpersonnumber mgrno mgrid mgrnumber mgremployeeid \
         manageremail manageremailaddress managersemail managerworkemail manageremailwork managermail \
         managerupn manageruserprincipalname microsoftmanageremail supervisoremail \
         supervisoremailaddress supervisorworkemail reportstoemail workreportstoemail \
         linemanageremail linemanageremailaddress directmanageremail reportingmanageremail \
         bossemail mgremail \
         manager managers managername mgr mgrname assignmentmanager managerfullname managerdisplayname supervisor supervisorname \
         supervisorfullname directmanager directmanagername directsupervisor linemanager \
         linemanagername peoplemanager immediatemanager immediatesupervisor reportingmanager \
         reportingmanagername reportstoname workreportsto workreportstodisplayname workmanager \
         primarymanager workersmanager boss bossname leader teamlead teamleader parent superior \
         vorgesetzter vorgesetzte vorgesetztername vorgesetztenid vorgesetztemail fuhrungskraft \
         disziplinarischervorgesetzter disziplinarischefuhrungskraft \
         responsable responsablehierarchique superieur superieurhierarchique manageur idresponsable \
         nplus1 jefe jefedirecto jefeinmediato supervisordirecto idjefe gerente gestor gestordireto \
         superiorimediato chefe responsabile responsabilediretto idresponsabile superioregerarchico \
         leidinggevende directleidinggevende leidinggevendeid",
    ),
    (
        C::DottedManagers,
        "dottedmanagers dottedmanagerids dottedmanager dottedmanagerid dottedline dottedlines \
         dottedlinemanager dottedlinemanagers dottedlinemanagerid dottedlinemanageremail \
         dottedlinerelationships dottedlinerelationship dottedlinereportsto dottedlinesupervisor \
         dottedlineto matrixmanager matrixmanagers matrixmanagerid matrixmanageremail matrixreportsto \
         secondarymanager secondarymanagers secondarymanagerid secondarymanageremail \
         secondarysupervisor secondaryreportsto altreportsto alternatereportsto alternatemanager \
         alternatesupervisor indirectmanager indirectmanagerid functionalmanager functionalmanagerid \
         functionalmanageremail functionalsupervisor additionalmanagers additionalmanager \
         othermanagers projectmanager matrixsupervisor \
         fachlichervorgesetzter fachlichefuhrungskraft fachvorgesetzter responsablefonctionnel \
         jefefuncional responsabilefunzionale functioneelleidinggevende gestorfuncional",
    ),
    (
        C::Title,
        "title jobtitle businesstitle worktitle roletitle positiontitle employeetitle posttitle \
         jobname genericjobtitle microsoftjobtitle jobtitlename jobprofile jobprofilename designation \
         position positionname jobposition job role jobrole rolename occupation \
         stellenbezeichnung berufsbezeichnung jobbezeichnung positionsbezeichnung stelle titel \
         poste intituledeposte intituleduposte emploi fonction cargo puesto puestodetrabajo titulo \
         functietitel functie functienaam mansione ruolo qualifica posizione funcao",
    ),
    (
        C::Level,
        "level joblevel joblevelname grade gradeorequivalent jobgrade gradename gradelevel \
         leveldesignation microsoftleveldesignation band payband paygrade paylevel salarygrade \
         seniority senioritylevel careerlevel managementlevel jobband worklevel employeelevel \
         karrierestufe stufe entgeltgruppe niveau nivel nivelprofesional livello niveaudeposte \
         functieniveau",
    ),
    (
        C::Function,
        "function jobfunction jobfunctionname discipline jobdiscipline microsoftjobdiscipline \
         profession professionaloccupationalgroup occupationalgroup jobfamily jobfamilyname \
         jobfamilygroup craft chapter jobcategory specialty specialism funktion fachrichtung metier \
         funcion funzione",
    ),
    (
        C::Posts,
        "posts numberofposts numberofpostsinfte postcount numberofpositions fte ftes ftecount \
         fulltimeequivalent ftepercent ftepercentage ftevalue workfte scheduledfte headcount \
         incumbents quantity",
    ),
    (C::Archetype, "archetype managerarchetype managertype"),
    (
        C::Location,
        "location locationname office officename officelocation site worksite worklocation \
         worklocationname workplace primarylocation microsoftcompanyoffice physicaldeliveryofficename \
         basedin branch arbeitsort standort buero lieu lieudetravail ubicacion centrodetrabajo sede \
         locatie vestiging luogo local localidade",
    ),
    (
        C::Start,
        "start startdate startedon hiredate hiredon datehired dateofhire hiringdate originalhiredate \
         latesthiredate lasthiredate joindate joineddate joiningdate dateofjoining datejoined \
         employmentstartdate contractstartdate workstartdate firstday onboardingdate startson since \
         eintrittsdatum eintritt einstellungsdatum startdatum datedentree dateentree dateembauche \
         datededebut fechadeingreso fechaingreso fechadealta fechainicio datadiassunzione \
         dataassunzione datadeadmissao dataadmissao indiensttreding datumindienst",
    ),
    (
        C::End,
        "end enddate endson endedon terminationdate dateoftermination dateofleaving leavedate leavingdate leftdate \
         exitdate lastday lastdayofwork lastworkingday separationdate employmentenddate \
         dateterminated terminatedon releasedate offboardingdate \
         austrittsdatum austritt enddatum kundigungsdatum datedesortie datesortie datefin datedefin \
         fechadebaja fechabaja fechadesalida fechafin datadicessazione datacessazione \
         datadedesligamento datademissao uitdiensttreding datumuitdienst",
    ),
    (
        C::Status,
        "status employmentstatus employeestatus workerstatus personstatus assignmentstatus userstatus \
         accountstatus employmentstate activestatus active isactive accountenabled enabled \
         lifecyclestatus internallifecyclestatus internalstatus currentstatus positionstatus \
         beschaftigungsstatus anstellungsstatus mitarbeiterstatus statut statutemploi estado \
         situacion situacao stato statodipendente",
    ),
    (
        C::OrgPath,
        "orgpath orgunitpath organizationpath organisationpath unitpath teampath departmentpath path \
         hierarchy hierarchypath orghierarchy organizationhierarchy organisationhierarchy orgtree \
         organizationalhierarchy reportinghierarchy",
    ),
    (
        C::SupervisoryOrg,
        "supervisoryorg supervisoryorganization supervisoryorganisation supervisoryorganizationname \
         suporg suporgname supervisoryorgname",
    ),
    // The unit columns; `UNITS` tells which of them lie above which.
    (
        C::Team,
        "team teamname teamid hometeam hometeamid primaryteam workteam teamcode teamsquad squad \
         squadname pod teams level1 level2 level3 level4 orglevel1 orglevel2 orglevel3 orglevel4 l1 l2 \
         l3 l4 orgeinheit \
         crew subteam subteamname unit unitname unitid orgunit orgunitname orgunitid \
         organizationalunit organisationalunit organizationunit organisationunit section sectionname \
         subdepartment subdepartmentname subdepartmentid worksubdepartment group groupname workgroup \
         einheit organisationseinheit teambezeichnung gruppe equipe equipo unite unidad \
         unidadorganizativa squadra unita gruppo groep unidade",
    ),
    (
        C::Department,
        "department departmentname departmentid departmentcode dept deptname deptid deptcode \
         homedepartment primarydepartment workdepartment \
         abteilung abteilungsname departement service departamento afdeling dipartimento reparto",
    ),
    (
        C::Division,
        "division divisionname divisionid divisioncode workdivision tribe tribename pillar \
         directorate businessunit businessunitname bu buname workbusinessunit businessarea \
         organization organizationname organisation organisationname org orgname \
         microsoftorganization \
         bereich geschaftsbereich direktion direction pole direccion divisie directie \
         divisione direzione divisao diretoria area",
    ),
    (
        C::Company,
        "company companyname companycode parentdepartment legalentity legalentityname entity \
         entityname employer businessgroup corporation enterprise microsoftcompany hiringentity \
         gesellschaft firma unternehmen societe entreprise filiale empresa sociedad bedrijf azienda \
         societa",
    ),
];

/// The unit columns from fine to coarse. Words of one entry mean the same unit, the more readable
/// first; those of different entries lie above each other.
pub(in super::super) const UNITS: &[Words] = &[
    (C::Team, "squad squadname pod crew"),
    (C::Team, "subteam subteamname"),
    (
        C::Team,
        "team teamname teamsquad hometeam primaryteam workteam teams teamid hometeamid teamcode teambezeichnung \
         equipe equipo squadra",
    ),
    (C::Team, "group groupname workgroup gruppe gruppo groep"),
    (
        C::Team,
        "unit unitname orgunit orgunitname organizationalunit organisationalunit organizationunit \
         organisationunit unitid orgunitid einheit organisationseinheit orgeinheit unite unidad \
         unidadorganizativa unita unidade",
    ),
    (C::Team, "section sectionname"),
    (
        C::Team,
        "subdepartment subdepartmentname worksubdepartment subdepartmentid",
    ),
    (
        C::Department,
        "department departmentname dept deptname homedepartment primarydepartment workdepartment \
         departmentid departmentcode deptid deptcode abteilung abteilungsname departement service \
         departamento afdeling dipartimento reparto",
    ),
    (C::Division, "tribe tribename"),
    (
        C::Division,
        "division divisionname workdivision divisionid divisioncode bereich direktion direction pole \
         direccion divisie directie divisione direzione divisao diretoria",
    ),
    (C::Division, "directorate pillar"),
    (
        C::Division,
        "businessunit businessunitname bu buname workbusinessunit businessarea geschaftsbereich area",
    ),
    (
        C::Division,
        "organization organizationname organisation organisationname org orgname \
         microsoftorganization",
    ),
    // Numbered levels count from the top; they lie above units that are named by their kind.
    (C::Team, "level4 orglevel4 l4"),
    (C::Team, "level3 orglevel3 l3"),
    (C::Team, "level2 orglevel2 l2"),
    (C::Team, "level1 orglevel1 l1"),
    (C::Company, "parentdepartment"),
    (C::Company, "businessgroup"),
    (
        C::Company,
        "company companyname legalentity legalentityname entity entityname companycode employer \
         corporation enterprise microsoftcompany hiringentity gesellschaft firma unternehmen societe \
         entreprise filiale empresa sociedad bedrijf azienda societa",
    ),
];
