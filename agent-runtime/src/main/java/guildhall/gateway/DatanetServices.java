package guildhall.gateway;

import guildhall.datanet.ContributionDesk;
import guildhall.datanet.Curation;
import guildhall.datanet.DatanetService;
import guildhall.datanet.Datanets;
import guildhall.datanet.Erasure;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.model.head.HeadDesk;

/// What the gateway asks about datanets.
///
/// @param datanets every datanet
/// @param curation how they are made, judged and thinned out
/// @param published what is searched
/// @param desk where contributors hand in what they have
/// @param offerings what one offering may need
/// @param erasure erases what was withdrawn to be erased
/// @param heads where heads are trained on them
public record DatanetServices(
    Datanets datanets,
    Curation curation,
    DatanetService published,
    ContributionDesk desk,
    OfferingLimits offerings,
    Erasure erasure,
    HeadDesk heads) {}
